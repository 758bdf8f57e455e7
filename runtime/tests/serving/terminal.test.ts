import { expect, it, vi } from 'vitest';
import { jwt } from '../../src/identity/jwt.js';
import { localPrincipal } from '../../src/identity/principal.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { terminalLine } from '../../src/project/log.js';
import { printWelcome } from '../../src/serving/http/welcome.js';

const time = new Date(2026, 10, 21, 9, 5, 7).toISOString();

const lines: { what: string; line: Record<string, unknown>; text: string }[] = [
  {
    what: 'a call',
    line: {
      level: 'info',
      message: 'call',
      request: 'a1',
      provider: 'acme',
      tool: 'send',
      principal: 'f0',
      ms: 12,
      outcome: 'ok',
    },
    text: '09:05:07  acme  send  ok  12 ms',
  },
  {
    what: 'a call that fails',
    line: {
      level: 'error',
      message: 'call',
      provider: 'acme',
      resource: 'room',
      ms: 3,
      outcome: 'failed',
      error: { message: 'fetch failed', stack: 'at x', cause: { message: 'ECONNREFUSED' } },
    },
    text: '09:05:07  acme  room  failed  3 ms  fetch failed: ECONNREFUSED',
  },
  {
    what: 'another message',
    line: { level: 'error', message: 'shutdown', error: { message: 'busy' } },
    text: '09:05:07  shutdown  busy',
  },
  {
    what: 'control characters of an API',
    line: { level: 'info', message: 'a\u001B[31mb\nc' },
    text: '09:05:07  a [31mb c',
  },
];

it.each(lines)('a line of the log in a terminal: $what', ({ line, text }) => {
  expect(terminalLine({ time, ...line } as LogLine)).toBe(text);
});

it('says where providers are, and who has to sign in', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const provider = (name: string, found: (user: string) => Promise<unknown>, signsIn = true) => ({
    mcpInstance: {
      PROVIDER_NAME: name,
      tool: {},
      createServer: () => ({}),
      getInitializationOptions: () => ({ name, version: '1', capabilities: {} }),
    },
    apiAuth: {
      getCredentials: found,
      saveCredentials: async () => {},
      ...(signsIn && { signOut: async () => {} }),
    },
  });
  const providers = [
    provider('acme', async (user) => (user === 'ann' ? { token: 'hidden' } : null)),
    provider('github', async () => null),
    provider('broken', () => Promise.reject(new Error('hidden'))),
    provider('open', async () => ({}), false),
  ];
  await printWelcome('http://127.0.0.1:3000', providers, [], undefined, localPrincipal('ann'));
  await printWelcome(
    'http://127.0.0.1:3000',
    providers,
    [{ path: '/agents/chat' }],
    jwt({ issuer: 'https://auth.example.com' }),
    localPrincipal(),
  );
  const [local = '', remote = ''] = write.mock.calls.map(([text]) => String(text));
  write.mockRestore();
  expect(local).toBe(`
MCP server is running.

  acme    http://127.0.0.1:3000/acme/mcp  signed in
  github  http://127.0.0.1:3000/github/mcp  not signed in
  broken  http://127.0.0.1:3000/broken/mcp  sign-in unknown: the credentials cannot be read
  open    http://127.0.0.1:3000/open/mcp

  Callers  this machine only
  Sign in  node dist/server.js --provider github --local-auth
  Stop     Ctrl+C

`);
  expect(remote).toContain(
    'Agent    http://127.0.0.1:3000/agents/chat\n  Callers  tokens of https://auth.example.com',
  );
  expect(remote).not.toContain('signed in');
});
