import { describe, expect, it } from 'vitest';
import { eras } from '../eras.js';
import type { ProviderFixture } from '../fixture.js';
import { readyCases } from '../fixture.js';
import { session, textOf } from '../session.js';

const failures = [
  { status: 400, says: 'rejected the arguments' },
  { status: 401, says: 'does not accept the credentials' },
  { status: 403, says: 'do not allow this' },
  { status: 404, says: 'no such thing' },
  { status: 500, says: 'The API failed' },
];

/** What goes wrong behind a tool reaches the model as advice, without the API's own words. */
export function testErrors(fixture: ProviderFixture): void {
  const renews = fixture.signIn?.('').renews === true;
  const rows = failures.filter(({ status }) => !renews || status !== 401);

  const ready = readyCases(fixture);

  describe.skipIf(ready.length === 0).each(eras)(
    `errors of ${fixture.provider}, $era era`,
    ({ mode }) => {
      describe.each(ready)('$tool', ({ tool, args }) => {
        it.each(rows)('HTTP $status', async ({ status, says }) => {
          const { api, client } = await session(fixture, mode);
          const headers = { 'retry-after': '0' };
          api.answerAlways({ status, headers, body: { detail: 'upstream-words' } });
          const result = await client.callTool({ name: tool, arguments: args });
          expect(result.isError).toBe(true);
          expect(textOf(result)).toContain(says);
          expect(textOf(result)).not.toContain('upstream-words');
        });
      });
    },
  );
}
