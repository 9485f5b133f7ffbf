import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Certificate, type SignedCertificate, canonicalJson } from '../shared/certificate/model';
import { DrydockError } from '../shared/errors';
import { atomicWrite } from '../storage/atomic-write';
import { storageError } from '../storage/storage-error';

/**
 * The key of one profile, with which it signs certificates (Ed25519, RFC 8032). It is made when it is first needed and
 * never leaves the profile: it is in no export, and only its owner may read the file.
 */
export class SigningKey {
  readonly #private: KeyObject;
  readonly #public: Buffer;

  private constructor(key: KeyObject) {
    this.#private = key;
    this.#public = createPublicKey(key).export({ type: 'spki', format: 'der' });
  }

  /**
   * Opens a profile's key, or makes it.
   * @param path The key's file, PKCS#8 as PEM.
   * @throws DrydockError `storage` when it can be neither read nor written, or is damaged: a new key in its place would
   * have another fingerprint, so that is the learner's decision.
   */
  static async open(path: string): Promise<SigningKey> {
    let pem: string;
    try {
      pem = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return SigningKey.#make(path);
      throw storageError(error, 'read the key of this profile', path);
    }
    try {
      const key = createPrivateKey(pem);
      if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('another kind of key');
      return new SigningKey(key);
    } catch (cause) {
      throw new DrydockError(
        {
          kind: 'storage',
          message: `The key of this profile, ${path}, is damaged.`,
          remedy:
            'Restore it from a backup, or move it away; Drydock then makes a new one with another fingerprint.',
          where: { file: path },
        },
        { cause },
      );
    }
  }

  static async #make(path: string): Promise<SigningKey> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const folder = dirname(path);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
    } catch (error) {
      throw storageError(error, 'keep a key for this profile', folder);
    }
    await atomicWrite(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), { mode: 0o600 });
    return new SigningKey(privateKey);
  }

  /** What a teacher compares, to know that certificates come from one profile. */
  get fingerprint(): string {
    return fingerprintOf(this.#public);
  }

  sign(certificate: Certificate): SignedCertificate {
    return {
      format: 'drydock-certificate',
      version: 1,
      certificate,
      algorithm: 'Ed25519',
      publicKey: this.#public.toString('base64'),
      signature: sign(null, Buffer.from(canonicalJson(certificate)), this.#private).toString('base64'),
    };
  }
}

/** SHA-256 of a public key, written as OpenSSH writes it. */
export function fingerprintOf(publicKey: Buffer): string {
  return `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;
}
