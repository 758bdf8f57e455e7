import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/digest.ts
    import { createCipheriv, createHash, randomBytes } from 'node:crypto';

    export const checksum = (body: string) => createHash('md5').update(body).digest('hex');
    const digest = (text: string, name = 'sha256') => createHash(name).update(text).digest('hex');
    export const etag = (body: string) => digest(body, 'md5');
    export const sessionOf = (accessToken: string) => digest(accessToken);
    export const keyOf = (token: string) => createHash('sha256').update(token).digest('hex');
    export const seal = (key: Buffer, text: string) =>
      createCipheriv('aes-256-gcm', key, randomBytes(12)).update(text);
  `,
  bad`
    // src/providers/weather/api/digest.ts
    import { createHash } from 'node:crypto';

    export const keyOf = (user: string, accessToken: string) =>
      createHash('md5').update(user).update(‹accessToken›).digest('hex');
  `.finds('The hash "md5" does not protect this secret.'),
  bad`
    // src/providers/weather/api/digest.ts
    import { createHash } from 'node:crypto';
    import { getCredentials } from './auth.js';

    export async function keyOf(user: string) {
      const found = await getCredentials(user);
      const sum = createHash('sha1');
      sum.update(‹\`\${user}:\${found?.token}\`›);
      return sum.digest('base64');
    }
  `.finds('The hash "sha1" does not protect this secret.'),
  bad`
    // src/providers/weather/api/digest.ts
    import { createHmac } from 'node:crypto';

    export const sign = (key: string, body: string) => createHmac(‹'md5'›, key).update(body).digest('hex');
    export const signOld = (key: string, body: string) => createHmac('sha1', key).update(body).digest('hex');
  `.finds('The hash "md5" is not fit for signatures.'),
  bad`
    // src/providers/weather/api/digest.ts
    export const keyOf = (password: string) =>
      crypto.subtle.digest({ name: 'SHA-1' }, ‹new TextEncoder().encode(password)›);
  `.finds('The hash "SHA-1" does not protect this secret.'),
  bad`
    // src/providers/weather/api/seal.ts
    import { createCipheriv } from 'node:crypto';

    const CIPHER = 'aes-256-ecb';
    export const seal = (key: Buffer, text: string) => createCipheriv(‹CIPHER›, key, null).update(text);
    export const old = (key: Buffer, iv: Buffer) => createCipheriv(‹'des-ede3-cbc'›, key, iv);
  `.finds(
    'The cipher "aes-256-ecb" does not keep texts secret.',
    'The cipher "des-ede3-cbc" does not keep texts secret.',
  ),
  bad`
    // src/providers/weather/api/digest.ts
    import { createHash } from 'node:crypto';

    const digest = (name: string) => (text: string) => createHash(name).update(‹text›).digest('hex');
    const short = digest('md5');
    const NAMES = { fast: 'sha1', strong: 'sha512' } as const;

    export const keyOf = (accessToken: string) => short(accessToken);
    export class Hasher {
      constructor(private readonly kind: keyof typeof NAMES = 'fast') {}
      hash(password: string) {
        return createHash(NAMES[this.kind]).update(‹password›).digest('hex');
      }
    }
  `.finds(
    'The hash "md5" does not protect this secret.',
    'The hash "sha1" does not protect this secret.',
  ),
  bad`
    // src/shared/open.ts
    import { createDecipheriv } from 'node:crypto';

    export const open = (key: Buffer, sealed: Buffer) =>
      ‹createDecipheriv›('aes-256-gcm', key, sealed.subarray(0, 12)).update(sealed.subarray(12, -16));
  `.finds('The decrypted text is used without a check of its authentication tag.'),
  bad`
    // src/shared/open.ts
    import { createDecipheriv } from 'node:crypto';

    export function open(key: Buffer, sealed: Buffer) {
      const decipher = ‹createDecipheriv›('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      return decipher.update(sealed.subarray(12, -16));
    }
  `.finds('The decrypted text is used without a check of its authentication tag.'),
  ok`
    // src/shared/open.ts
    import { createDecipheriv } from 'node:crypto';

    export function open(key: Buffer, sealed: Buffer) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    }
    export function openOld(key: Buffer, iv: Buffer, sealed: Buffer) {
      const decipher = createDecipheriv('aes-256-cbc', key, iv);
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    }
  `,
];
