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
];
