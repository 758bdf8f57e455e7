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
  bad`
    // src/providers/weather/server-auth.ts
    import { writeFileSync } from 'node:fs';
    import { writeFile } from 'node:fs/promises';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    const signIn = signInForm(auth);

    export async function runAuthServer(options: Parameters<typeof signIn>[0]) {
      const server = await signIn(options);
      await ‹writeFile(join(tmpdir(), 'weather.url'), server.url, { mode: 0o644 })›;
      const { url } = server;
      ‹writeFileSync(join(tmpdir(), 'weather.html'), \`<a href="\${url}">Sign in</a>\`)›;
      ‹writeFileSync('/run/weather.json', JSON.stringify({ url: server.url, port: options.port }))›;
      return server;
    }
  `.finds(
    'Other accounts of the machine can read this file, which contains credentials.',
    'Other accounts of the machine can read this file, which contains credentials.',
    'Other accounts of the machine can read this file, which contains credentials.',
  ),
  ok`
    // src/providers/weather/server-auth.ts
    import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    const signIn = signInForm(auth);
    const folder = join(tmpdir(), 'weather');

    export async function runAuthServer(options: Parameters<typeof signIn>[0]) {
      const server = await signIn(options);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, 'url'), server.url);
      writeFileSync(join(mkdtempSync(join(tmpdir(), 'weather-')), 'url'), server.url);
      writeFileSync(join(tmpdir(), 'weather.url'), server.url, { mode: 0o600 });
      writeFileSync(join(tmpdir(), 'weather.port'), String(options.port));
      return server;
    }
  `,
  bad`
    // src/providers/weather/api/keep.ts
    import { writeFileSync } from 'node:fs';
    import { getCredentials } from './auth.js';

    export async function keep(user: string) {
      const credentials = await getCredentials(user);
      if (!credentials) return;
      ‹writeFileSync('/run/one', ['user', credentials.token].join(':'), 'utf8')›;
      const lines = Object.entries(credentials).map(([key, value]) => \`\${key}=\${value}\`);
      ‹writeFileSync('/run/two', lines.join('\\n'), { mode: 0o640 })›;
      ‹writeFileSync('/run/three', Buffer.from(\`Bearer \${credentials.token}\`))›;
      let text = '# weather\\n';
      text += \`token: \${credentials.token}\\n\`;
      ‹writeFileSync('/run/four', text)›;
      ‹writeFileSync('/run/five', Object.values(credentials).join('\\n'))›;
    }
  `.finds(
    ...Array.from(
      { length: 5 },
      () => 'Other accounts of the machine can read this file, which contains credentials.',
    ),
  ),
  bad`
    // src/extensions/file-store.ts
    import { writeFile } from 'node:fs/promises';
    import type { SharedStore } from 'mcp-provider/server';

    export const fileStore = (folder: string): SharedStore => ({
      protocols: ['folder:'],
      records: () => ({
        get: (id) => read(folder, id),
        put: async (id, record) => ‹writeFile(pathOf(folder, id), record, { mode: 0o644 })›,
        delete: (id) => remove(folder, id),
      }),
      withLock: (_address, _id, task) => task({ isHeld: async () => true }),
    });
  `.finds('Other accounts of the machine can read this file, which contains credentials.'),
  ok`
    // src/extensions/file-store.ts
    import { writeFile } from 'node:fs/promises';
    import type { SharedStore } from 'mcp-provider/server';

    export const fileStore = (folder: string): SharedStore => ({
      protocols: ['folder:'],
      records: () => ({
        get: (id) => read(folder, id),
        put: async (id, record) => {
          await writeFile(pathOf(folder, id), record, { mode: 0o600 });
          await writeFile(pathOf(folder, 'changed'), id, { mode: 0o644 });
        },
        delete: (id) => remove(folder, id),
      }),
      withLock: (_address, _id, task) => task({ isHeld: async () => true }),
    });
  `,
  bad`
    // src/server.ts, changed
    + ‹process.umask(0)›;
      await runServer({ root: import.meta.dirname, providers });
  `.finds('All accounts of the machine can change the files that this server writes.'),
  ok`
    // src/server.ts, changed
    + process.umask(0o077);
      await runServer({ root: import.meta.dirname, providers });
  `,
];
