import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Builds } from '../../src/commands/dev/builds.js';
import type { StartOptions } from '../../src/model/host.js';
import { caseCount } from '../support/mutated.js';

/** What a save makes of the project: it does not start, runs, ends while it takes over, or ends later. */
const saves = fc.array(fc.constantFrom('broken', 'good', 'dies', 'dies later'), { maxLength: 6 });

it('any sequence of saves and crashes ends with the last good build served, and the next save builds', async () => {
  await fc.assert(
    fc.asyncProperty(saves, async (sequence) => {
      const processes: Pick<StartOptions, 'onEnd'>[] = [];
      let now = 'good';
      const stopped = new Set<number>();
      const moved: string[] = [];
      const builds: Builds = new Builds(
        ({ onMessage, onEnd }) => {
          const index = processes.push({ onEnd }) - 1;
          return {
            send() {
              if (now === 'broken') onEnd(1);
              else onMessage?.({ listening: `${index} ${now}` });
            },
            stop: () => void stopped.add(index),
          };
        },
        {
          async moveSessions({ url }) {
            await sleep(0);
            moved.push(url);
            if (url.endsWith('dies')) processes[Number.parseInt(url)]?.onEnd(1);
          },
          onServing: () => {},
          onFailure: () => {},
          onTrace: () => {},
          onLine: () => {},
        },
      );
      let last: string | undefined;
      for (now of sequence) {
        await builds.build();
        const { url } = (await builds.current()) ?? {};
        if (now === 'good' || now === 'dies later') last = url;
        expect(url).toBe(last);
        if (url === undefined) continue;
        expect(url.endsWith(now) || now === 'broken' || now === 'dies').toBe(true);
        expect(stopped).not.toContain(Number.parseInt(url));
        expect(moved.at(-1)).toBe(url);
        if (now !== 'dies later') continue;
        processes[Number.parseInt(url)]?.onEnd(1);
        last = undefined;
        expect(await builds.current()).toBeUndefined();
      }
      now = 'good';
      await builds.build();
      expect((await builds.current())?.url).toMatch(/good$/);
      builds.close();
    }),
    { numRuns: caseCount(60) },
  );
});

it('shows what tools print, without the log of the server', async () => {
  const lines: string[] = [];
  let print: (line: string) => void = () => {};
  const builds = new Builds(
    ({ onLine, onMessage }) => {
      print = onLine;
      return { send: () => onMessage?.({ listening: 'url' }), stop: () => {} };
    },
    {
      onLine: (line) => lines.push(line),
      moveSessions: async () => {},
      onServing: () => {},
      onFailure: () => {},
      onTrace: () => {},
    },
  );
  await builds.build();
  const printed = ["{ room_id: 'a' }", '{"room_id":"a"}', '{"level":"high"}', 'text'];
  for (const line of [...printed, '{"time":"T","level":"info","message":"m"}']) print(line);
  expect(lines).toEqual(printed);
  builds.close();
});
