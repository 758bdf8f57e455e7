import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { createHandler } from '../../src/http.js';
import { defineProvider, tool } from '../../src/index.js';

it('a call that has taken effect succeeds although metrics and the log fail', async () => {
  let writes = 0;
  const add = tool({
    name: 'add_note',
    description: 'Add a note.',
    input: z.strictObject({}),
    annotations: { destructiveHint: false },
    run: async () => `note ${++writes}`,
  });
  const fail = () => {
    throw new Error('The disk is full');
  };
  const handler = createHandler(defineProvider({ name: 'notes', version: '1.0.0', tools: [add] }), {
    log: fail,
    metrics: { record: fail, contentType: 'text/plain', text: async () => '' },
  });
  onTestFinished(handler.close);
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'add_note' },
    }),
  });
  const response = await handler.fetch(request, { peer: '127.0.0.1' });
  const text = await response.text();
  expect([writes, text]).toEqual([1, expect.stringContaining('note 1')]);
  expect(text).not.toContain('isError');
});
