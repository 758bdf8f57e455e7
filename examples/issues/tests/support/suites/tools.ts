import { describe, expect, it } from 'vitest';
import { eras } from '../eras.js';
import type { ProviderFixture } from '../fixture.js';
import { readyCases } from '../fixture.js';
import { session, textOf } from '../session.js';

/** Each tool, through a real client: what it asks the API, and what it makes of the answer. */
export function testTools(fixture: ProviderFixture): void {
  const { provider, signIn, cases } = fixture;
  const ready = readyCases(fixture);
  const sent = signIn?.('test-secret').sent;

  describe.skipIf(ready.length === 0).each(eras)(`tools of ${provider}, $era era`, ({ mode }) => {
    it.each(ready)('$tool calls the API and returns its answer', async (row) => {
      const { api, client } = await session(fixture, mode);
      await client.listTools(); // lets the client check results against the output schema
      api.answer({ body: row.answer });
      const result = await client.callTool({ name: row.tool, arguments: row.args });
      expect(result.isError, textOf(result)).not.toBe(true);
      expect(result.structuredContent).toEqual(row.result);
      expect(api.requests).toHaveLength(1);
      expect(api.requests[0]).toMatchObject({
        method: row.request.method,
        path: row.request.path,
        headers: sent?.headers ?? {},
      });
      expect(api.requests[0]?.query).toEqual({ ...row.request.query, ...sent?.query });
      expect(api.requests[0]?.body).toEqual(row.request.body);
    });

    it.each(ready.filter(({ invalid }) => invalid))(
      '$tool refuses wrong arguments',
      async (row) => {
        const { api, client } = await session(fixture, mode);
        const result = await client.callTool({ name: row.tool, arguments: row.invalid });
        expect(result.isError).toBe(true);
        expect(api.requests).toEqual([]);
      },
    );
  });

  for (const { tool, request } of cases) {
    if (!request) it.todo(`${tool} is not implemented yet`);
  }
}
