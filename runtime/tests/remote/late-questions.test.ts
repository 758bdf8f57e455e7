import type { ServerResponse } from 'node:http';
import type { Client } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../src/testing/callers/clients.js';
import { asks, catalogOf, gateway, textOf } from './gateway.js';
import { legacyProgram } from './legacy-program.js';
import { scripted, tool } from './scripted.js';

/** Its tool "stubborn" asks again after it was cancelled; "wait" ends when "end" is called. */
const STUBBORN = legacyProgram(`
  let end = () => {};
  let refusal = "none";
  const tools = {
    async stubborn() {
      await ask("first");
      refusal = (await ask("second")).error?.message ?? "answered";
    },
    wait: () => new Promise((resolve) => (end = () => resolve("waited"))),
    end: () => (end(), refusal),
  };`);

/** A client of the one user of this machine; `asked` gets the questions. */
async function client(url: string, asked: string[]): Promise<Client> {
  const one = await connectClient(url, 'legacy', undefined, { form: {} });
  onTestFinished(() => one.close());
  one.setRequestHandler('elicitation/create', ({ params }) => {
    asked.push(params.message);
    return params.message === asks('first')
      ? new Promise(() => {})
      : { action: 'accept', content: {} };
  });
  return one;
}

it('a question of a program after its call was cancelled reaches no other call', async () => {
  const { url } = await gateway({ server: STUBBORN, catalog: await catalogOf(STUBBORN) });
  const [toLeaving, toStaying] = [[] as string[], [] as string[]];
  const [leaving, staying] = [await client(url, toLeaving), await client(url, toStaying)];
  const waiting = staying.callTool({ name: 'wait', arguments: {} });
  const control = new AbortController();
  const left = leaving.callTool({ name: 'stubborn', arguments: {} }, { signal: control.signal });
  await expect.poll(() => toLeaving).toEqual([asks('first')]);
  control.abort();
  await expect(left).rejects.toThrow();
  const end = () => staying.callTool({ name: 'end', arguments: {} });
  await expect.poll(async () => textOf(await end())).toMatch(/of a call that was cancelled/);
  expect(textOf(await waiting)).toBe('waited');
  expect([toLeaving, toStaying]).toEqual([[asks('first')], []]);
});

it('a question in the response to one call is not put by another one', async () => {
  const calls = new Map<string, { id: unknown; response: ServerResponse }>();
  const server = await scripted(
    ({ id, params }, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      calls.set(params?.name ?? '', { id, response });
    },
    () => [tool('older'), tool('newer')],
  );
  const { url } = await gateway({ server, catalog: await catalogOf(server) });
  const [toOlder, toNewer] = [[] as string[], [] as string[]];
  const [older, newer] = [await client(url, toOlder), await client(url, toNewer)];
  const results = [];
  for (const [caller, name] of [
    [older, 'older'],
    [newer, 'newer'],
  ] as const) {
    results.push(caller.callTool({ name, arguments: {} }));
    await expect.poll(() => calls.has(name)).toBe(true);
  }
  const send = (name: string, message: object) =>
    calls.get(name)?.response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
  const requestedSchema = { type: 'object', properties: {} };
  const question = { method: 'elicitation/create', params: { message: 'Which?', requestedSchema } };
  send('older', { id: 'question', ...question });
  await expect.poll(() => [toOlder, toNewer]).toEqual([[asks('Which?')], []]);
  for (const [name, { id }] of calls) send(name, { id, result: { content: [] } });
  await Promise.all(results);
});
