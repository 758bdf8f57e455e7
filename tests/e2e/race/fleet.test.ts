import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisProgram } from '../../../runtime/tests/servers/redis.js';
import { startFleet } from './fleet.js';

const { RESTARTS = '3', OUTAGE_SECONDS = '3', UNANNOUNCED } = process.env;

type Fleet = Awaited<ReturnType<typeof startFleet>>;

describe.skipIf(redisProgram === undefined || process.platform !== 'linux')('three servers', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet(redisProgram ?? '', 3);
  });
  afterAll(() => fleet.stop());

  /** Without a result of their own. */
  const failed = (answers: Awaited<ReturnType<Fleet['during']>>) =>
    answers.filter(({ user }) => user === undefined).map(({ text }) => text);
  const crossed = (answers: Awaited<ReturnType<Fleet['during']>>) =>
    answers.filter(({ user, expected }) => user !== undefined && user !== expected);

  it('that restart in turn behind a proxy lose no request', async () => {
    const answers = await fleet.during(async () => {
      for (let count = 0; count < Number(RESTARTS); count++)
        await fleet.restart(count % 3, { isAnnounced: UNANNOUNCED === undefined });
    });
    console.log(`${RESTARTS} restarts: ${answers.length} requests, ${failed(answers).length} lost`);
    expect(failed(answers).join('\n')).toBe('');
    expect(crossed(answers)).toEqual([]);
  });

  it('of which one is killed lose the calls that it had', async () => {
    // A server killed during a refresh takes the new refresh token with it: nobody refreshes now.
    await fleet.signIn();
    const { refreshed } = fleet.counts;
    let ended = 0;
    const answers = await fleet.during(async () => {
      await sleep(500);
      await fleet.servers[0]?.end('SIGKILL');
      ended = performance.now();
      expect(fleet.counts.refreshed).toBe(refreshed);
      await sleep(500);
      await fleet.startAgain(0);
    });
    console.log(`one of three is killed: ${failed(answers).length} of ${answers.length} lost`);
    expect(crossed(answers)).toEqual([]);
    const lost = answers.filter(({ user }) => user === undefined);
    for (const { text, began } of lost) {
      expect(text).toMatch(/^server 0: /);
      expect(began).toBeLessThan(ended);
    }
  });

  it('say so while Redis is down, and go on when it is back', async () => {
    const before = fleet.servers.map(({ megabytes }) => megabytes());
    const answers = await fleet.during(async () => {
      await fleet.stopStore();
      await sleep(Number(OUTAGE_SECONDS) * 1_000);
      await fleet.startStore();
    });
    const slowest = Math.round(Math.max(...answers.map(({ ms }) => ms)));
    const grown = fleet.servers.map(({ megabytes }, at) =>
      Math.round(megabytes() - (before[at] ?? 0)),
    );
    console.log(
      `${OUTAGE_SECONDS} s without Redis: ${failed(answers).length} of ${answers.length} calls failed, the slowest took ${slowest} ms; MB: ${grown.join(', ')}`,
    );
    expect(crossed(answers)).toEqual([]);
    expect(failed(answers).filter((text) => /sign(ed)? (in|you in)/i.test(text))).toEqual([]);
    expect(slowest).toBeLessThan(10_000);
    expect(failed(await fleet.callOfEach())).toEqual([]);
    expect(fleet.counts.reused).toBe(0);
  });
});
