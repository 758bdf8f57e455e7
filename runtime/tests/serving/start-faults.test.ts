import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import { currentProject } from '../../src/project/project.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder(afterAll);
const DIST = join(currentProject().root, 'dist');
const SERVER = join(DIST, 'server.js');

/** Until it ends. */
async function start(args: string[], env: Record<string, string> = {}, program = [SERVER]) {
  const child = spawn(process.execPath, [...program, ...args], {
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const timer = setTimeout(() => child.kill(), 20_000);
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  clearTimeout(timer);
  return { said, code: child.exitCode };
}

function environmentFile(text: string, encoding: BufferEncoding = 'utf8'): string {
  const path = join(folder, `${encoding}.env`);
  writeFileSync(path, text, encoding);
  return path;
}

const HTTP = ['--transport', 'http', '--provider', 'weather', '--port', '0'];
const weak = join(folder, 'weak.key');
writeFileSync(weak, Buffer.alloc(32).toString('base64'), { mode: 0o600 });
const KEY = 'xoCGtJKJ8zZ3LzGNu1m9m2vwrOQZc9cUKlk1Ns5rXGk=';

it.each<{ what: string; args?: string[]; env?: Record<string, string>; says: string }>([
  { what: 'an unknown provider', args: ['--provider', 'nope'], says: 'Unknown provider "nope".' },
  {
    what: 'a misspelt option',
    args: ['--provder', 'weather'],
    says: 'Unknown option "--provder". Did you mean "--provider"?',
  },
  { what: 'an option without a value', args: ['--port'], says: '"--port" requires a value.' },
  { what: 'a value too many', args: ['--help=yes'], says: '"--help" has no value.' },
  { what: 'a port that is none', args: [...HTTP, '--port', '99999'], says: '--port must be' },
  {
    what: 'a platform that starts a web server over stdio',
    args: ['--provider', 'weather'],
    env: { PORT: '3000' },
    says: 'To serve HTTP, add "--transport http".',
  },
  {
    what: 'a port of a Service of Kubernetes, which counts for nothing',
    args: ['--transport', 'http', '--provider', 'weather'],
    env: { MCP_PORT: 'tcp://10.96.0.7:80', PORT: '99999' },
    says: 'error: PORT must be',
  },
  {
    what: 'an issuer that is not there',
    env: { MCP_ISSUER: 'http://127.0.0.1:9' },
    says: 'MCP_ISSUER: http://127.0.0.1:9 cannot be reached.',
  },
  {
    what: 'a user claim that changes hands',
    env: { MCP_ISSUER: 'http://127.0.0.1:9', MCP_USER_CLAIM: 'email' },
    says: 'Use a claim that never changes',
  },
  {
    what: 'a weak key',
    env: { CREDENTIALS_KEY: 'abc' },
    says: 'Make one with: openssl rand -base64 32',
  },
  {
    what: 'a key file that is not there',
    env: { CREDENTIALS_KEY_FILE: '/nowhere/key' },
    says: 'CREDENTIALS_KEY_FILE: /nowhere/key cannot be read.',
  },
  {
    what: 'a data folder below the working directory',
    env: { MCP_DATA_DIR: 'data' },
    says: 'MCP_DATA_DIR must be an absolute path.',
  },
  {
    what: 'a store that the project does not have',
    env: { TOKEN_STORE: 'redis://127.0.0.1:9', CREDENTIALS_KEY: KEY },
    says: 'TOKEN_STORE must be an address of a store',
  },
  {
    what: 'a limit that is no number',
    env: { MCP_MAX_REQUESTS: 'many' },
    says: 'MCP_MAX_REQUESTS must be a positive whole number',
  },
  {
    what: 'one of two APIs replaced',
    args: ['--transport', 'http', '--provider', 'photos', '--port', '0'],
    env: { PHOTOS_BASE_URL: 'http://127.0.0.1:9' },
    says: 'Set PHOTOS_BASE_URL_UPLOADS_PHOTOS_EXAMPLE_COM, too',
  },
  {
    what: 'an environment file that is not there',
    env: { MCP_ENV_FILE: '/nowhere/.env' },
    says: 'MCP_ENV_FILE: "/nowhere/.env" not found.',
  },
  {
    what: 'a wrong variable after a byte order mark',
    env: { MCP_ENV_FILE: environmentFile('\uFEFFMCP_MAX_REQUESTS=many\n') },
    says: 'MCP_MAX_REQUESTS must be a positive whole number',
  },
  {
    what: 'an environment file in UTF-16',
    env: { MCP_ENV_FILE: environmentFile('\uFEFFMCP_MAX_REQUESTS=1\n', 'utf16le') },
    says: 'is not UTF-8. Save it as UTF-8.',
  },
  {
    what: 'a sign-in without a client',
    args: ['--provider', 'chat', '--local-auth'],
    says: 'set CHAT_CLIENT_ID.',
  },
  {
    what: 'a sign-in that could not be stored',
    args: ['--provider', 'chat', '--local-auth'],
    env: { CHAT_CLIENT_ID: 'registered', CHAT_CLIENT_SECRET: 'secret', MCP_DATA_DIR: 'data' },
    says: 'MCP_DATA_DIR must be an absolute path.',
  },
])('$what is one line, and what to do', async ({ args = HTTP, env, says }) => {
  const { said, code } = await start(args, env);
  expect(code, said).toBeGreaterThan(0);
  expect(said).toContain(says);
  expect(said).toMatch(/^error: [^\n]+\n(Run with --help for usage\.\n)?$/);
});

it('a host can load the server with require()', async () => {
  const program = ['--no-warnings', '--eval', `require(${JSON.stringify(SERVER)})`, '--'];
  expect(await start(['--list-providers'], {}, program)).toEqual({ said: '', code: 0 });
});

/** Whatever has no such export stops an older Node.js before the server can say which one it needs. */
it('all that is imported at the start exists in Node.js 18', () => {
  const files = [SERVER];
  const names = new Set<string>();
  for (const file of files) {
    const imports = readFileSync(file, 'utf8').matchAll(/^import (?:(.*) from )?"(.*)";$/gm);
    for (const [, what = '', from = ''] of imports) {
      const path = join(DIST, from);
      if (from.startsWith('.') && !files.includes(path)) files.push(path);
      const members = /\{(.*)\}/.exec(what)?.[1]?.split(',') ?? [];
      if (from.startsWith('node:'))
        for (const member of members) names.add(`${from} ${member.trim().split(' ')[0]}`);
    }
  }
  expect(files.length).toBeGreaterThan(1);
  expect([...names].sort()).toEqual([
    'node:async_hooks AsyncLocalStorage',
    'node:net isIP',
    ...['dirname', 'isAbsolute', 'join', 'relative', 'resolve', 'sep'].map(
      (name) => `node:path ${name}`,
    ),
    ...['Readable', 'pipeline'].map((name) => `node:stream ${name}`),
    'node:timers/promises setTimeout',
    'node:url fileURLToPath',
    'node:url pathToFileURL',
    'node:util parseArgs',
    'node:util promisify',
  ]);
});

it('a port in use is one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { said } = await start([...HTTP, '--port', `${port}`]);
  other.close();
  expect(said).toMatch(/^error: Port \d+ on 127\.0\.0\.1 is already in use\. [^\n]+\n$/);
});

it('a sign-out needs no second base URL', async () => {
  const env = { PHOTOS_BASE_URL: 'http://127.0.0.1:9' };
  const { said, code } = await start(['--provider', 'photos', '--sign-out'], env);
  expect(said).toBe('Photos: signed out.\n');
  expect(code).toBe(0);
});
