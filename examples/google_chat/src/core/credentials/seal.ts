import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ToolError } from '../define.js';

export interface Key {
  /** Travels in the record, so that several keys can be in use. */
  id: string;
  bytes: Buffer;
}

/** Authenticated encryption of small records, each bound to its owner. */
export interface Sealer {
  seal(plain: string, ...owner: string[]): string;
  /** @throws RecordError where the record is damaged, someone else's, or sealed with a key we do not have */
  open(sealed: string, ...owner: string[]): string;
}

/** A stored record that cannot be opened. */
export class RecordError extends ToolError {
  override name = 'RecordError';
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export const keyOf = (bytes: Buffer): Key => ({
  id: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
  bytes,
});

/** AES-256-GCM. The first key seals, every key opens: a new key goes in front, the old one out when nothing needs it. */
export function createSealer(keys: readonly [Key, ...Key[]]): Sealer {
  const [current] = keys;
  // The owner is not in the record but supplied again: a copied record does not open. JSON keeps ["a","bc"] and ["ab","c"] apart.
  const binding = (keyId: string, owner: string[]) =>
    Buffer.from(JSON.stringify([VERSION, keyId, ...owner]));

  return {
    seal(plain, ...owner) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(binding(current.id, owner));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const payload = Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
      return [VERSION, current.id, payload].join('.');
    },
    open(sealed, ...owner) {
      const [version, keyId = '', payload = ''] = sealed.trim().split('.');
      const data = Buffer.from(payload, 'base64url');
      if (version !== VERSION || data.length < IV_BYTES + TAG_BYTES)
        throw new RecordError('The record is damaged');
      const key = keys.find(({ id }) => id === keyId);
      if (!key) throw new RecordError('The record was sealed with a key that is not configured');
      const iv = data.subarray(0, IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(binding(keyId, owner));
      decipher.setAuthTag(data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const body = data.subarray(IV_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new RecordError('The record is damaged or belongs to someone else', { cause });
      }
    },
  };
}
