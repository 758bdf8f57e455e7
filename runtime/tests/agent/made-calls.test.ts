import type { ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { callTool } from '../../src/agent/calls.js';
import type { Dialog } from '../../src/agent/forms.js';
import { clientManager } from '../../src/remote.js';
import { scripted, sendJson, tool } from '../remote/scripted.js';

const ORDER = {
  ...tool('order'),
  annotations: { destructiveHint: false },
  outputSchema: { type: 'object', properties: { date: { type: 'string' } }, required: ['date'] },
};
const NOT_KNOWN = 'It is not known whether the change was made';

const text = { type: 'text', text: 'Ordered as 4711' };
const ok = { content: [text], structuredContent: { date: 'today' } };

type Send = (id: unknown, response: ServerResponse) => void;

const result =
  (body: object): Send =>
  (id, response) =>
    sendJson(response, { jsonrpc: '2.0', id, result: body });
const error =
  (code: number, message: string, status = 200): Send =>
  (id, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } }));

/** What the server sends for the call of a tool that writes, and what the model reads. */
const rows: [what: string, send: Send, says: string[], notKnown: boolean][] = [
  ['fits', result(ok), ['Ordered as 4711'], false],
  [
    'another structure',
    result({ ...ok, structuredContent: { date: null } }),
    [
      'Ordered as 4711',
      'The tool has run. The result does not match the output schema of the tool: date',
    ],
    false,
  ],
  [
    'no structure',
    result({ content: [text] }),
    [
      'Ordered as 4711',
      'The tool has run. The tool has an output schema, and its result has no structured content.',
    ],
    false,
  ],
  [
    'an unknown block',
    result({ ...ok, content: [text, { type: 'error', text: 'No date' }] }),
    ['Ordered as 4711', 'Content of the type "error"', 'No date'],
    false,
  ],
  [
    'a block that is not whole',
    result({ ...ok, content: [text, { type: 'image' }, null] }),
    ['Ordered as 4711', 'Content of the type "image"'],
    false,
  ],
  ['no result of MCP', result({ ...ok, content: 'Ordered' }), ['sent an invalid response'], true],
  ['an internal error', error(-32_603, 'Boom'), ['responded with an error: Boom'], true],
  ['an own code', error(4_001, 'Boom'), ['responded with an error: Boom'], true],
  [
    'a result that its server checks',
    error(-32_602, 'Output validation error: date'),
    ['responded with an error: Output'],
    true,
  ],
  ['refused arguments', error(-32_602, 'No such room'), ['refused the call: No such room'], false],
  ['an unknown tool', error(-32_601, 'No such method'), ['refused the call'], false],
  ['HTTP 400 of its code', error(-32_000, 'Your session budget is used up', 400), [], true],
  ['HTTP 400 of refused arguments', error(-32_602, 'No such room', 400), [], false],
  ['HTTP 500', (_, response) => void response.writeHead(500).end(), [], true],
  ['HTTP 403', (_, response) => void response.writeHead(403).end(), [], false],
  ['the end of the connection', (_, response) => void response.destroy(), [], true],
];

const dialog: Dialog = { responses: {}, show: () => {} };

it.each(rows.flatMap((row) => [false, true].map((asks) => [...row, asks] as const)))(
  'a call that was made is never told as refused: %s (%#)',
  async (_what, send, says, isUnknown, asks) => {
    let calls = 0;
    const url = await scripted(
      ({ id }, response) => {
        calls++;
        send(id, response);
      },
      () => [ORDER],
    );
    const manager = clientManager({ shop: { url } });
    onTestFinished(() => manager.close());
    const offered = (await manager.toolsForUser('ann')).tools.get('order');
    if (!offered) throw new Error('It is listed.');
    const { signal } = new AbortController();
    const outcome = await callTool(offered, {}, { id: '1', signal, ...(asks && { dialog }) });
    if (!('text' in outcome)) throw new Error('Nobody is asked.');
    for (const part of says) expect(outcome.text).toContain(part);
    expect(outcome.text.includes(NOT_KNOWN)).toBe(isUnknown);
    if (isUnknown || !outcome.failed) expect(outcome.text).not.toMatch(/refused|again|arguments/i);
    expect(calls).toBe(1);
  },
);
