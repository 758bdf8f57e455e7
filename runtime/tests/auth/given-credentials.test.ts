import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { currentProject } from '../../src/project/project.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { loadTestedProvider } from '../../src/testing/server/project.js';
import { userNamed } from '../context.js';

const OK = 200;
const UNAUTHORIZED = 401;

/** Signs in with the built server; the API responds to one request after the other with a status, or with success and a body. */
async function signIn(
  provider: string,
  args: string[],
  stdin = '',
  responses: (number | object)[] = [],
  user = ['--user', 'dana'],
) {
  const api = await startApi();
  onTestFinished(() => api.close());
  for (const response of responses)
    api.answer(typeof response === 'number' ? { status: response, body: {} } : { body: response });
  setEnvironment(provider.toUpperCase(), { BASE_URL: api.url });
  const server = join(currentProject().root, 'dist', 'server.js');
  const child = spawn(process.execPath, [
    server,
    '--provider',
    provider,
    '--local-auth',
    ...user,
    ...args,
  ]);
  child.stdin.on('error', () => {}); // it may end without reading
  child.stdin.end(stdin);
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const { apiAuth } = await loadTestedProvider(provider);
  const stored = await apiAuth.getCredentials(userNamed('dana'));
  await apiAuth.signOut?.(userNamed('dana'));
  return { said, code: child.exitCode, stored, requests: api.requests };
}

describe('"--credentials -"', () => {
  it.each([
    { when: 'accepted', api: [OK, UNAUTHORIZED], says: 'Issues: signed in.' },
    {
      when: 'accepted in its body',
      api: [{ ok: true }, { ok: false, error: 'not_authed' }],
      says: 'Issues: signed in.',
    },
    { when: 'public', api: [OK, OK], says: 'Issues: credentials saved, not checked.' },
    { when: 'limited', api: [OK, 429], says: 'Issues: credentials saved, not checked.' },
    { when: 'forbidden', api: [403], says: 'Issues: credentials saved, not checked.' },
    { when: 'down', api: [503], says: 'Issues: credentials saved, not checked.' },
  ])('stores the secret where the request is $when', async ({ api, says }) => {
    const { said, code, stored, requests } = await signIn(
      'issues',
      ['--credentials', '-'],
      'k1\n',
      api,
    );
    expect(said).toContain(`${says} Stored encrypted in /`);
    expect({ code, stored }).toEqual({ code: 0, stored: { token: 'k1' } });
    const [checked, without] = requests;
    expect(checked).toMatchObject({ method: 'GET', path: '/user' });
    expect(checked?.headers).toMatchObject({
      authorization: 'Bearer k1',
      'x-api-version': '2022-11-28',
    });
    expect(without?.headers.authorization).toBeUndefined();
  });

  it.each([`"k1"`, ' Bearer k1 ', "'bearer k1'"])(
    'takes off what was copied with a token: %s',
    async (text) => {
      const { said, stored } = await signIn('issues', ['--credentials', '-'], text, [
        OK,
        UNAUTHORIZED,
      ]);
      expect(stored).toEqual({ token: 'k1' });
      expect(said).toContain('Access token: what was copied around it was removed');
    },
  );

  it.each([{ api: UNAUTHORIZED }, { api: { ok: false, error: 'invalid_auth' } }])(
    'stores nothing that the API rejects with $api',
    async ({ api }) => {
      const result = await signIn('issues', ['--credentials', '-'], 'k1', [api]);
      expect(result.said).toBe('error: Issues rejected these credentials. Nothing was stored.\n');
      expect(result).toMatchObject({ code: 1, stored: null });
    },
  );

  it('sends nothing where no request is known', async () => {
    const result = await signIn('files', ['--credentials', '-'], 'dana\r\n pass word \r\n');
    expect(result.said).toContain('Files: credentials saved, not checked.');
    expect(result.stored).toEqual({ username: 'dana', password: ' pass word ' });
    expect(result.requests).toEqual([]);
  });

  it.each([
    { provider: 'issues', stdin: '', says: 'Access token is empty' },
    { provider: 'issues', stdin: 'a\nb', says: 'requires 1 line (Access token), not 2' },
    { provider: 'files', stdin: 'dana', says: 'requires 2 lines (User name, Password), not 1' },
    { provider: 'files', stdin: 'da:na\nx', says: 'User name must not contain a colon' },
  ])('refuses $stdin for $provider', async ({ provider, stdin, says }) => {
    const result = await signIn(provider, ['--credentials', '-'], stdin);
    expect(result.said).toContain(says);
    expect(result.said).toContain('Nothing was stored.');
    expect(result).toMatchObject({ code: 1, stored: null });
  });
});

it('signs in who MCP_LOCAL_USER names', async () => {
  vi.stubEnv('MCP_LOCAL_USER', 'dana');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { stored } = await signIn('issues', ['--credentials', '-'], 'k1', [OK, UNAUTHORIZED], []);
  expect(stored).toEqual({ token: 'k1' });
});

it('reads a file', async () => {
  const file = join(process.env.MCP_DATA_DIR ?? '', 'key.txt');
  writeFileSync(file, '\uFEFFk1\n');
  const { stored } = await signIn('issues', ['--credentials', file], '', [OK, UNAUTHORIZED]);
  expect(stored).toEqual({ token: 'k1' });
});

it.each([
  {
    provider: 'issues',
    args: ['--credentials', '/no/such/file'],
    code: 1,
    says: 'File "/no/such/file" not found.',
  },
  { provider: 'chat', args: ['--credentials', '-'], code: 2, says: 'Omit --credentials.' },
])('refuses $args for $provider', async ({ provider, args, code, says }) => {
  const result = await signIn(provider, args, 'k1');
  expect(result.said).toContain(says);
  expect(result).toMatchObject({ code, stored: null });
});
