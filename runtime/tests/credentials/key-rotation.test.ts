import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { secretAuth } from '../../src/auth/secret-auth.js';
import { createVault } from '../../src/credentials/vault.js';
import { oauthClient } from '../../src/oauth/client.js';
import { refreshedCredentials } from '../../src/oauth/refresh.js';
import { userNamed } from '../context.js';
import { startTokenServer } from '../oauth/token-server.js';
import { temporaryFolder } from '../temporary-folder.js';

const [OLD, NEW] = [1, 2].map(() => randomBytes(32).toString('base64')) as [string, string];
const idOf = (key: string) =>
  createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 8);
const USERS = Array.from({ length: 10 }, (_, index) => userNamed(`user-${index}`));
/** What the keys of two servers are, one after another. */
const STAGES = [
  [OLD, OLD],
  [`${OLD},${NEW}`, OLD],
  [`${OLD},${NEW}`, `${OLD},${NEW}`],
  [`${NEW},${OLD}`, `${OLD},${NEW}`],
  [`${NEW},${OLD}`, `${NEW},${OLD}`],
];

/** Rotates the refresh tokens of all users, and counts those that are used twice. */
function rotation() {
  const spent = new Set<string>();
  const state = { reused: 0, refreshed: 0 };
  const reply = (form: URLSearchParams) => {
    const used = form.get('refresh_token') ?? '';
    if (spent.has(used)) state.reused++;
    spent.add(used);
    const next = `${used.split('~')[0]}~${++state.refreshed}`;
    return { access_token: next, refresh_token: next, token_type: 'Bearer', expires_in: 1 };
  };
  return { state, reply };
}

it('a key can be replaced while calls go on, and the old one is not needed afterwards', async () => {
  const folder = temporaryFolder();
  const { state, reply } = rotation();
  const { issuer } = await startTokenServer(({ form }) => reply(form));
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries({ MCP_DATA_DIR: folder, CHAT_CLIENT_ID: 'id' }))
    vi.stubEnv(name, value);
  const scheme = {
    shape: z.object({ token: z.string() }),
    fields: [],
    variables: { token: 'ISSUES_ROTATION' },
    authorize: () => {},
  };
  /** A server: it reads its keys when it needs them first. */
  async function server(keys: string) {
    vi.stubEnv('CREDENTIALS_KEY', keys);
    const vault = createVault('chat');
    const chat = refreshedCredentials(
      vault,
      oauthClient('chat', { issuer, clientAuthentication: 'none' }),
    );
    const issues = secretAuth('issues', scheme);
    await vault.encryption(true);
    await issues.saveCredentials(userNamed('nobody'), { token: 'none' });
    return { chat, issues };
  }
  type Server = Awaited<ReturnType<typeof server>>;
  const first = await server(OLD);
  for (const user of USERS) {
    await first.chat.save(user, { accessToken: user, refreshToken: user, expiresAt: 0 });
    await first.issues.saveCredentials(user, { token: user });
  }
  async function calls({ chat, issues }: Server, isOver: () => boolean) {
    do
      for (const user of USERS) {
        const { accessToken } = (await chat.get(user)) ?? {};
        expect(accessToken?.startsWith(user)).toBe(true);
        expect(await issues.getCredentials(user)).toEqual({ token: user });
      }
    while (!isOver());
  }
  const records = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.sealed'))
      .map((name) => readFileSync(join(folder, name), 'utf8').split('.')[1]);
  for (const keys of STAGES) {
    const until = performance.now() + 300;
    const running = [await server(keys[0] ?? ''), await server(keys[1] ?? '')];
    await Promise.all(running.map((one) => calls(one, () => performance.now() > until)));
  }
  await expect.poll(() => new Set(records())).toEqual(new Set([idOf(NEW)]));
  await calls(await server(NEW), () => true);
  expect(state.reused).toBe(0);
  expect(state.refreshed).toBeGreaterThan(USERS.length);
});
