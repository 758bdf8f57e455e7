import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../runtime/tests/servers/program.js';
import { redisProgram, startRedis } from '../../runtime/tests/servers/redis.js';
import { message } from '../load.js';
import { startIssuer } from './issuer.js';
import { buildProject, signIn } from './project.js';
import { startServer } from './server.js';
import { startService } from './service.js';

const USERS = Array.from({ length: 200 }, (_, index) => `u${index}`);
const WORKERS = 16;
const OUTAGE_MS = 1_000;

/**
 * Mixed calls by many users, while each dependency is restarted in turn.
 * @returns what must be 0 (`signedOut`, `reused`, `mixedUp`, `unfinished`), and what happened besides
 */
export async function soak({ calls = Infinity, seconds: longest = Infinity }) {
  if (redisProgram === undefined) throw new Error('redis-server is not installed');
  const root = mkdtempSync(join(tmpdir(), 'mcp-provider-soak-'));
  const kept = { port: await freePort(), folder: join(root, 'redis') };
  const [issuer, service] = [await startIssuer(), await startService()];
  let redis = await startRedis(redisProgram, kept);
  const port = await freePort();
  const project = join(root, 'project');
  Object.assign(process.env, {
    TOKEN_STORE: redis.address,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    SOAK_CLIENT_ID: 'soak',
    MCP_ISSUER: issuer.url,
    MCP_PUBLIC_URL: `http://127.0.0.1:${port}`,
  });
  await buildProject(project, service);
  await signIn(service, issuer.url, USERS);
  const server = await startServer(project, port);
  const url = `http://127.0.0.1:${port}/soak/mcp`;
  const tokens = await Promise.all(USERS.map((user) => issuer.token(user, url)));
  const counts = { ok: 0, failed: 0, signedOut: 0, mixedUp: 0 };

  /** Returns whether the call succeeded. */
  async function call(index: number, user: number): Promise<boolean> {
    const era = index % 2 === 0 ? 'current' : 'legacy';
    const name = index % 3 === 0 ? 'write' : 'read';
    const { headers, body } =
      index % 10 === 9
        ? message(era, 'tools/list', {})
        : message(era, 'tools/call', { name, arguments: {} });
    const authorization = `Bearer ${tokens[user]}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, authorization },
      body,
    });
    const text = await response.text();
    const [, found] = /"user":"(\w+)"/.exec(text) ?? [];
    if (found !== undefined && found !== USERS[user]) counts.mixedUp++;
    if (/sign(ed)? (in|you in)/i.test(text)) counts.signedOut++;
    const isOk = index % 10 === 9 ? response.ok : found === USERS[user];
    if (isOk) counts.ok++;
    else counts.failed++;
    return isOk;
  }

  let next = 0;
  const isLate = () => performance.now() - started > longest * 1000;
  async function work(): Promise<void> {
    for (let index = next++; index < calls && !isLate(); index = next++)
      await call(index, index % USERS.length);
  }
  const restart = {
    issuer: () => issuer.stop().then(pause).then(issuer.start),
    service: () => service.oauth.stop().then(pause).then(service.oauth.start),
    api: () => service.api.stop().then(pause).then(service.api.start),
    store: async () => {
      await redis.stop();
      await pause();
      redis = await startRedis(redisProgram ?? '', kept);
    },
  };
  const pause = () => sleep(OUTAGE_MS);
  let isOver = false;
  let restarts = 0;
  async function disturb(): Promise<void> {
    for (;;) {
      for (const one of Object.values(restart)) {
        await sleep(OUTAGE_MS);
        if (isOver) return;
        await one();
        restarts++;
      }
    }
  }
  const sampling = setInterval(server.sample, 250);
  const started = performance.now();
  const disturbing = disturb();
  await Promise.all(Array.from({ length: WORKERS }, work));
  const seconds = Math.round((performance.now() - started) / 1000);
  clearInterval(sampling);
  isOver = true;
  await disturbing;
  let unfinished = 0;
  for (const user of USERS.keys()) if (!(await call(0, user))) unfinished++;
  const { refreshed, reused } = service.counts;
  const report = { ...counts, reused, unfinished, refreshed, restarts, seconds, ...server.use() };
  await server.stop();
  for (const one of [issuer, service.oauth, service.api, redis]) await one.stop();
  rmSync(root, { recursive: true, force: true });
  return report;
}
