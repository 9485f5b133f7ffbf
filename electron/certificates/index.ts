export { SigningKey, fingerprintOf } from './signing-key';
export { verifyCertificate, type Verification } from './verify';
