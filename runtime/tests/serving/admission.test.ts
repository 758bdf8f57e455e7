import fc from 'fast-check';
import { expect, it } from 'vitest';
import { caseCount } from '../../../tests/support/mutated.js';
import { admissionControl } from '../../src/serving/http/admission.js';
import { httpLimits } from '../../src/serving/http/limits.js';

const LIMITS = {
  ...httpLimits(),
  maxRequests: 8,
  maxCallsPerUser: 3,
  maxQueuePerUser: 2,
  maxBufferedBytes: 4_000,
  maxRequestBytes: 200,
};
const USERS = ['ann', 'bob'];

it('nothing of a request is counted any more once it has left and its code has ended', async () => {
  const request = fc.record({
    user: fc.constantFrom(...USERS),
    calls: fc.integer({ min: 1, max: 4 }),
    bytes: fc.nat(1_200),
    codes: fc.nat(3),
    endsTurn: fc.boolean(),
  });
  type Requests = (typeof request extends fc.Arbitrary<infer Request> ? Request : never)[];
  const holds = async (requests: Requests, scheduler: fc.Scheduler) => {
    const { admit } = admissionControl(LIMITS, () => {});
    const step = () => scheduler.schedule(Promise.resolve());
    const running = new Map(USERS.map((user) => [user, 0]));
    const count = (user: string, by: number) => {
      running.set(user, (running.get(user) ?? 0) + by);
      expect(running.get(user)).toBeLessThanOrEqual(LIMITS.maxCallsPerUser);
    };
    const served = requests.map(async ({ user, calls, bytes, codes, endsTurn }) => {
      await step();
      const admitted = admit(user);
      if (admitted instanceof Response) return;
      void step().then(() => (endsTurn ? admitted.endTurn() : admitted.leave()));
      if (!admitted.hold(bytes)) {
        const turn = admitted.start(calls);
        if (!(turn instanceof Response) && (await turn)) {
          count(user, calls);
          const code = Promise.all(Array.from({ length: codes }, step));
          admitted.running(code);
          await code;
          count(user, -calls);
        }
      }
      await step();
      admitted.leave();
    });
    await scheduler.waitIdle();
    await Promise.all(served);
    await new Promise(setImmediate);
    for (const user of USERS) {
      const next = admit(user);
      if (next instanceof Response) throw new Error(`${user} is not admitted`);
      expect(next.hold(LIMITS.maxBufferedBytes / 4)).toBeUndefined();
      expect(await next.start(LIMITS.maxCallsPerUser)).toBe(true);
    }
    for (let left = LIMITS.maxRequests - USERS.length; left > 0; left--)
      expect(admit(`user ${left}`)).not.toBeInstanceOf(Response);
  };
  const all = fc.array(request, { maxLength: 12 });
  await fc.assert(fc.asyncProperty(all, fc.scheduler(), holds), { numRuns: caseCount(200) });
});
