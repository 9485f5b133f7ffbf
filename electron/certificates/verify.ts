import { createPublicKey, verify } from 'node:crypto';
import { type Certificate, canonicalJson, signedCertificateSchema } from '../shared/certificate/model';
import { fingerprintOf } from './signing-key';

/** Whether a file is a certificate as it was signed, and by which key. */
export type Verification =
  | { readonly valid: true; readonly certificate: Certificate; readonly fingerprint: string }
  | { readonly valid: false; readonly reason: string; readonly fingerprint?: string };

/**
 * Checks the signature of a certificate. Never throws: what is wrong with the text is the reason.
 * @param fingerprint The key that it must be signed with, where one is known.
 */
export function verifyCertificate(text: string, fingerprint?: string): Verification {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return {
      valid: false,
      reason: `It is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    };
  }
  const parsed = signedCertificateSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'the whole';
    return {
      valid: false,
      reason: `It is not a Drydock certificate of version 1 (${where}: ${issue?.message}).`,
    };
  }
  const { certificate, publicKey, signature } = parsed.data;
  const der = Buffer.from(publicKey, 'base64');
  const found = fingerprintOf(der);
  if (!isSigned(canonicalJson(certificate), der, Buffer.from(signature, 'base64'))) {
    return {
      valid: false,
      reason: 'It was changed after it was signed, or its signature is not of its key.',
      fingerprint: found,
    };
  }
  if (fingerprint !== undefined && fingerprint !== found) {
    return { valid: false, reason: `It is signed by another key, ${found}.`, fingerprint: found };
  }
  return { valid: true, certificate, fingerprint: found };
}

function isSigned(text: string, publicKey: Buffer, signature: Buffer): boolean {
  try {
    const key = createPublicKey({ key: publicKey, type: 'spki', format: 'der' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, signature);
  } catch {
    return false; // a public key that is none has signed nothing
  }
}
