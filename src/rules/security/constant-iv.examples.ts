import { bad, ok } from '../example.js';

/** Keys, each of which contains the one before it twelve times. */
const REPEATED = Array.from(
  { length: 7 },
  (_, at) => `const k${at + 1} = Buffer.concat([${`k${at}, `.repeat(12)}]);`,
).join(' ');

export default [
  ok`
    // src/providers/weather/api/seal.ts
    import { createCipheriv, randomBytes } from 'node:crypto';

    export function seal(key: Buffer, text: string) {
      const iv = randomBytes(12);
      return createCipheriv('aes-256-gcm', key, iv).update(text);
    }
  `,
  bad`
    // src/providers/weather/api/seal.ts
    import { createCipheriv } from 'node:crypto';

    const IV = Buffer.alloc(12);
    export const seal = (key: Buffer, text: string) =>
      createCipheriv('aes-256-gcm', key, ‹IV›).update(text);
  `.finds('All texts are encrypted with this initialization vector.'),
  bad`
    // src/providers/weather/api/seal.ts
    import { createCipheriv, randomBytes } from 'node:crypto';

    export const seal = (text: string) =>
      createCipheriv('aes-256-gcm', ‹'0123456789abcdef0123456789abcdef'›, randomBytes(12)).update(text);
  `.finds('The key is in the code.'),
  bad`
    // src/providers/weather/api/derive.ts
    import { scryptSync } from 'node:crypto';

    export const derive = (secret: string) => scryptSync(secret, ‹'salt'›, 32);
  `.finds('All keys are derived with this salt.'),
  bad`
    // src/providers/weather/api/seal.ts
    import { createCipheriv, createHash } from 'node:crypto';

    const vectorOf = (name: string) => createHash('sha256').update(name).digest().subarray(0, 12);
    export class Sealer {
      readonly #iv: Buffer;
      constructor(private readonly key: Buffer, iv = 'weather-seal') {
        this.#iv = Buffer.from(iv);
      }
      seal(text: string) {
        return createCipheriv('aes-256-gcm', this.key, ‹this.#iv›).update(text);
      }
      open(text: string) {
        return createCipheriv('aes-256-gcm', this.key, ‹vectorOf('weather')›).update(text);
      }
    }
  `.finds(
    'All texts are encrypted with this initialization vector.',
    'All texts are encrypted with this initialization vector.',
  ),
  ok`
    // src/providers/weather/api/seal.ts
    import { createCipheriv, createHash, randomBytes } from 'node:crypto';

    export const seal = (secret: string, text: string, iv = randomBytes(12)) =>
      createCipheriv('aes-256-gcm', createHash('sha256').update(secret).digest(), iv).update(text);
  `,
  ok`
    // src/providers/weather/api/seal.ts
    import { createCipheriv, createHash, randomFillSync } from 'node:crypto';

    const encrypt = (key: Buffer, text: string, iv: Buffer) =>
      createCipheriv('aes-256-gcm', key, iv).update(text);

    export function seal(key: Buffer, text: string) {
      const iv = Buffer.alloc(12);
      randomFillSync(iv);
      return encrypt(key, text, iv);
    }

    export function sealWith(key: Buffer, text: string, nonce: string) {
      const hash = createHash('sha256');
      hash.update(nonce);
      return createCipheriv('aes-256-gcm', key, hash.digest().subarray(0, 12)).update(text);
    }

    export function sealNext(key: Buffer, text: string, count: number) {
      const iv = Buffer.alloc(12);
      iv.writeUInt32BE(count, 8);
      return createCipheriv('aes-256-gcm', key, iv).update(text);
    }
  `,
  bad`
    // src/providers/weather/api/settings.ts
    import { randomBytes } from 'node:crypto';

    const fresh = (size: number) => randomBytes(size);
    export const settings = { iv: fresh(12), size: 12 };

    // src/providers/weather/api/seal.ts
    import { createCipheriv, randomBytes } from 'node:crypto';
    import { settings } from './settings.js';

    const { iv } = settings;
    export const marker = createCipheriv('aes-256-gcm', process.env.MARKER ?? '', randomBytes(12));
    export const seal = (key: Buffer, text: string) =>
      createCipheriv('aes-256-gcm', key, ‹iv›).update(text);
    export const sealEach = (key: Buffer, text: string) =>
      createCipheriv('aes-256-gcm', key, randomBytes(settings.size)).update(text);
    export const sealBy = ({ key, vector = settings.iv }: { key: Buffer; vector?: Buffer }) =>
      createCipheriv('aes-256-gcm', key, ‹vector›);
    const sealOnce = (key: Buffer, vector = randomBytes(12)) => createCipheriv('aes-256-gcm', key, vector);
    export const mark = sealOnce(Buffer.from(process.env.MARKER ?? ''), randomBytes(12));
  `.finds(
    'All texts are encrypted with this initialization vector.',
    'All texts are encrypted with this initialization vector.',
  ),
  bad`
    // src/providers/weather/api/seal.ts
    import { createCipheriv, randomBytes } from 'node:crypto';

    const k0 = Buffer.from([1, 2]);
    ${REPEATED}
    export const seal = (text: string) =>
      createCipheriv('aes-256-gcm', ‹k7›, randomBytes(12)).update(text);
  `.finds('The key is in the code.'),
  bad`
    // src/shared/seal.ts
    import { createCipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';

    const ivOf = (secret: Buffer) => createHash('sha256').update(secret).digest().subarray(0, 12);
    const environment = { salt: process.env.SEAL_SALT ?? '' };

    export const seal = (text: string, key: Buffer) =>
      createCipheriv('aes-256-gcm', key, ‹ivOf(key)›).update(text);
    export const sealWith = (text: string, key: Buffer) =>
      createCipheriv('aes-256-cbc', key, ‹key.subarray(0, 16)›).update(text);
    export const sealFor = (text: string, key: Buffer) =>
      createCipheriv('aes-256-gcm', key, ‹createHmac('sha256', key).update('iv').digest().subarray(0, 12)›).update(text);
    export const sealBy = (text: string, secret: string) =>
      createCipheriv('aes-256-gcm', Buffer.from(secret, 'hex'), ‹Buffer.from(hkdfSync('sha256', secret, 'salt', 'iv', 12))›).update(text);
    export const sealIn = (text: string, key: Buffer) =>
      createCipheriv('aes-256-gcm', key, ‹Buffer.from(process.env.SEAL_IV ?? '', 'hex')›).update(text);
    export class Sealer {
      readonly #key: Buffer;
      constructor(key: Buffer) {
        this.#key = key;
      }
      seal(text: string) {
        return createCipheriv('aes-256-gcm', this.#key, ‹ivOf(this.#key)›).update(text);
      }
    }
    export async function sealAsync(text: Uint8Array, secret: Uint8Array) {
      const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']);
      const iv = new Uint8Array(await crypto.subtle.digest('SHA-256', secret)).slice(0, 12);
      return crypto.subtle.encrypt({ name: 'AES-GCM', iv: ‹iv› }, key, text);
    }
  `.finds(
    ...Array.from({ length: 7 }, () => 'All texts are encrypted with this initialization vector.'),
  ),
  // Of the text, of what is random, of a key for this text only, or for a mode that needs none.
  ok`
    // src/shared/seal.ts
    import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes, scryptSync } from 'node:crypto';

    const state = { count: 0 };

    export const sealText = (text: string, key: Buffer) =>
      createCipheriv('aes-256-gcm', key, createHmac('sha256', key).update(text).digest().subarray(0, 12)).update(text);
    export const sealRecord = (id: string, version: number, text: string, key: Buffer) =>
      createCipheriv('aes-256-gcm', key, createHash('sha256').update(key).update(id + version).digest().subarray(0, 12)).update(text);
    export const sealNext = (text: string, key: Buffer) => {
      state.count += 1;
      return createCipheriv('aes-256-gcm', key, Buffer.from(String(state.count).padStart(12, '0'))).update(text);
    };
    export function sealOnce(text: string) {
      const key = randomBytes(32);
      return [key, createCipheriv('aes-256-gcm', key, Buffer.alloc(12)).update(text)];
    }
    export function sealWith(text: string, password: string, salt = randomBytes(16)) {
      const bytes = scryptSync(password, salt, 44);
      return createCipheriv('aes-256-gcm', bytes.subarray(0, 32), bytes.subarray(32)).update(text);
    }
    export function sealBy(text: string, secret: Buffer, salt: Buffer) {
      const key = Buffer.from(hkdfSync('sha256', secret, salt, 'key', 32));
      const iv = Buffer.from(hkdfSync('sha256', secret, salt, 'iv', 12));
      return createCipheriv('aes-256-gcm', key, iv).update(text);
    }
    export const wrap = (key: Buffer, wrapped: Buffer) =>
      createCipheriv('id-aes256-wrap', key, Buffer.alloc(8, 0xa6)).update(wrapped);
  `,
  // Made of what the record is called: each new version of it is encrypted with the same vector.
  bad`
    // src/shared/seal.ts
    import { createCipheriv, createHash } from 'node:crypto';

    const ivOf = (id: string) => createHash('sha256').update(id).digest().subarray(0, 12);

    export const seal = (key: Buffer, id: string, text: string) =>
      createCipheriv('aes-256-gcm', key, ‹ivOf(id)›).update(text);
    export const sealFor = (key: Buffer, user: { userId: string }, text: string) =>
      createCipheriv('aes-256-gcm', key, ‹createHash('sha256').update(user.userId).digest().subarray(0, 12)›).update(text);
  `.finds(
    ...Array.from({ length: 2 }, () => 'All texts are encrypted with this initialization vector.'),
  ),
  ok`
    // src/shared/seal.ts
    import { createCipheriv, createHash, randomUUID } from 'node:crypto';

    const ivOf = (id: string, text: string) =>
      createHash('sha256').update(id).update(text).digest().subarray(0, 12);

    export const seal = (key: Buffer, id: string, text: string) =>
      createCipheriv('aes-256-gcm', key, ivOf(id, text)).update(text);
    export const sealNext = (key: Buffer, record: { id: string; version: number }, text: string) =>
      createCipheriv('aes-256-gcm', key, Buffer.from(record.id + record.version).subarray(0, 12)).update(text);
    export const sealMessage = (key: Buffer, text: string, id = randomUUID()) =>
      createCipheriv('aes-256-gcm', key, createHash('sha256').update(id).digest().subarray(0, 12)).update(text);
    export const sealWith = (key: Buffer, text: string, { iv }: { iv: Buffer }) =>
      createCipheriv('aes-256-gcm', key, iv).update(text);
  `,
  bad`
    // src/shared/hooks.ts
    import { createHmac } from 'node:crypto';

    const { LINK_SECRET = 'change-me' } = process.env;
    export const signed = (body: string) =>
      createHmac('sha256', ‹process.env.HOOK_SECRET ?? ''›).update(body).digest();
    export const linked = (user: string) => createHmac('sha256', ‹LINK_SECRET›).update(user).digest('hex');
  `.finds(
    'Where the key is not set, the one in the code is used, which everybody knows.',
    'Where the key is not set, the one in the code is used, which everybody knows.',
  ),
  ok`
    // src/shared/hooks.ts
    import { createHmac } from 'node:crypto';

    const secret = process.env.HOOK_SECRET ?? '';
    const key = process.env.LINK_SECRET || '';
    if (!key) throw new Error('LINK_SECRET is not set');
    export function signed(body: string) {
      if (secret === '') return undefined;
      return createHmac('sha256', secret).update(body).digest();
    }
    export const linked = (user: string) => createHmac('sha256', key).update(user).digest('hex');
    export const cacheKey = (text: string) =>
      createHmac('sha256', process.env.CACHE_SALT ?? '').update(text).digest('hex');
  `,
];
