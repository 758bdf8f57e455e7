import { bad, ok } from '../example.js';

export default [
  bad`
    // src/providers/weather/api/keep.ts
    import { writeFileSync } from 'node:fs';

    export const keep = (token: string) => ‹writeFileSync('/srv/token', token, { mode: 0o644 })›;
  `.finds('Other accounts of the machine can read this file, which contains credentials.'),
  ok`
    // src/providers/weather/api/keep.ts
    import { writeFileSync } from 'node:fs';
    import { getCredentials } from './auth.js';

    export async function keep(user: string) {
      const credentials = await getCredentials(user);
      writeFileSync('/run/weather', JSON.stringify(credentials), { mode: 0o600 });
    }
  `,
  bad`
    // src/providers/weather/api/keep.ts
    import { writeFileSync } from 'node:fs';
    import { getCredentials } from './auth.js';

    export async function keep(user: string) {
      const credentials = await getCredentials(user);
      ‹writeFileSync('/run/weather', JSON.stringify(credentials))›;
    }
  `.finds('Other accounts of the machine can read this file, which contains credentials.'),
  ok`
    // src/lib/records.ts
    import { createCipheriv, generateKeyPairSync, randomBytes } from 'node:crypto';
    import { writeFileSync } from 'node:fs';

    export function keep(key: Buffer, plain: string) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      writeFileSync('data/record', Buffer.concat([iv, body]));
      writeFileSync('data/sample', randomBytes(1_024));
      writeFileSync('data/form', \`--\${randomBytes(32).toString('hex')}\`);
    }
    export const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    writeFileSync('data/id.pub', publicKey.export({ type: 'spki', format: 'pem' }));
  `,
  bad`
    // src/providers/weather/api/keep.ts
    import { createWriteStream } from 'node:fs';
    import { getCredentials } from './auth.js';

    export async function keep(user: string) {
      const credentials = await getCredentials(user);
      const stream = ‹createWriteStream('/run/weather')›;
      stream.end(JSON.stringify(credentials));
    }
  `
    .related('src/providers/weather/api/keep.ts:7:3 The credentials are written here.')
    .finds('Other accounts of the machine can read this file, which contains credentials.'),
  bad`
    // src/providers/weather/api/keep.ts
    import { writeFile } from 'node:fs/promises';
    import { getCredentials } from './auth.js';

    export const keep = async (users: string[]) =>
      ‹writeFile('/run/weather', JSON.stringify(await Promise.all(users.map(getCredentials))))›;
  `.finds('Other accounts of the machine can read this file, which contains credentials.'),
];
