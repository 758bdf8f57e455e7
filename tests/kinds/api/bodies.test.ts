import { describe, expect, it } from 'vitest';
import type { BoundApiTool } from '../../../src/kinds/api/spec.js';
import { toolCase } from '../../../src/kinds/api/tool-case.js';
import { received, source } from './rendered-call.js';
import { FILTER, IDS, post, RELATED, tool } from './tools.js';

describe('bodies', () => {
  const bytes = 'iVBORw0KGgo=';
  it.each<[string, BoundApiTool, object, string | null, unknown]>([
    [
      'JSON',
      tool(post({}), 'id', 'filter'),
      { id: 'a', ...FILTER },
      'application/json',
      { id: 'a', ...FILTER },
    ],
    [
      'JSON with other names and constants',
      tool(
        post({
          body: { properties: { 'the id': { argument: 'id' }, kind: { constant: ['a', 1] } } },
        }),
        'id',
        'text',
      ),
      { id: 'a', text: 'b' },
      'application/json',
      { 'the id': 'a', text: 'b', kind: ['a', 1] },
    ],
    [
      'JSON of one argument',
      tool(post({ body: { argument: 'ids', contentType: 'application/merge-patch+json' } }), 'ids'),
      IDS,
      'application/merge-patch+json',
      IDS.ids,
    ],
    [
      'JSON Lines',
      tool(post({ body: { argument: 'ids', contentType: 'application/x-ndjson' } }), 'ids'),
      IDS,
      'application/x-ndjson',
      IDS.ids,
    ],
    [
      'related parts',
      tool(post({ body: RELATED }), 'filter', 'text', 'id'),
      { ...FILTER, text: 'Ä', id: bytes },
      'multipart/related; boundary=----part-00000000; type="image/png"',
      [
        { type: 'image/png', content: bytes },
        { type: 'application/json', content: FILTER.filter },
        { type: 'text/plain;charset=utf-8', content: 'w4Q=' },
      ],
    ],
    [
      'a form',
      tool(post({ body: { as: 'form', lists: 'indices' } }), 'id', 'deep'),
      { id: 'a', deep: { tags: ['b', 'c'], at: { count: 1 } } },
      'application/x-www-form-urlencoded;charset=UTF-8',
      { id: 'a', 'deep[tags][0]': 'b', 'deep[tags][1]': 'c', 'deep[at][count]': '1' },
    ],
    [
      'a form with lists',
      tool(
        post({
          body: {
            as: 'form',
            properties: { ids: { argument: 'ids', style: 'spaceDelimited', explode: false } },
          },
        }),
        'ids',
      ),
      IDS,
      'application/x-www-form-urlencoded;charset=UTF-8',
      { ids: 'a b c,d' },
    ],
    [
      'a form with lists, whose style implies explode: false',
      tool(
        post({
          body: { as: 'form', properties: { ids: { argument: 'ids', style: 'pipeDelimited' } } },
        }),
        'ids',
      ),
      IDS,
      'application/x-www-form-urlencoded;charset=UTF-8',
      { ids: 'a b|c,d' },
    ],
    [
      'a form with objects',
      tool(
        post({
          body: {
            as: 'form',
            properties: {
              filter: { argument: 'filter', style: 'form' },
              deep: { argument: 'deep', contentType: 'application/json' },
            },
          },
        }),
        'filter',
        'deep',
      ),
      { ...FILTER, deep: { tags: [] } },
      'application/x-www-form-urlencoded;charset=UTF-8',
      { state: 'open', count: '2', deep: '{"tags":[]}' },
    ],
    [
      'multipart',
      tool(
        post({
          body: {
            as: 'multipart',
            properties: {
              image: {
                argument: 'content',
                file: true,
                fileName: 'name',
                contentType: 'image/png',
              },
            },
          },
        }),
        'content',
        'name',
        'text',
        'filter',
      ),
      { content: bytes, name: 'a"b.png', text: 'c', ...FILTER },
      'multipart/form-data; boundary=----part-00000000',
      {
        text: 'c',
        filter: '{"state":"open","count":2}',
        image: { name: 'a"b.png', type: 'image/png', content: bytes },
      },
    ],
    [
      'multipart with files',
      tool(
        post({ body: { as: 'multipart', properties: { 'f[]': { argument: 'ids', file: true } } } }),
        'ids',
      ),
      { ids: [bytes, bytes] },
      'multipart/form-data; boundary=----part-00000000',
      { 'f[]': Array(2).fill({ name: 'file', type: 'application/octet-stream', content: bytes }) },
    ],
    [
      'multipart without optional files',
      tool(
        post({
          body: {
            as: 'multipart',
            properties: {
              f: { argument: 'ids', file: true },
              g: { argument: 'content', file: true },
            },
          },
        }),
        'ids',
        'content',
        'text',
      ),
      { text: 'a' },
      'multipart/form-data; boundary=----part-00000000',
      { text: 'a' },
    ],
    [
      'multipart with JSON',
      tool(
        post({
          body: {
            as: 'multipart',
            properties: { ids: { argument: 'ids', contentType: 'application/json' } },
          },
        }),
        'ids',
      ),
      IDS,
      'multipart/form-data; boundary=----part-00000000',
      { ids: '["a b","c,d"]' },
    ],
    [
      'text',
      tool(post({ body: { as: 'text', argument: 'text', contentType: 'text/markdown' } }), 'text'),
      { text: '# A' },
      'text/markdown',
      '# A',
    ],
    [
      'bytes',
      tool(post({ body: { as: 'binary', argument: 'content' } }), 'content'),
      { content: bytes },
      'application/octet-stream',
      bytes,
    ],
    [
      'no bytes',
      tool(post({ body: { as: 'binary', argument: 'content' } }), 'content'),
      {},
      null,
      undefined,
    ],
  ])('%s', async (_, called, args, type, expected) => {
    const { headers, body } = await received(called, args);
    expect([headers['content-type'] ?? null, body]).toEqual([type, expected]);
    // What a project's own test expects is what it sends.
    const stated = toolCase(called) as { arguments?: object; request: Record<string, unknown> };
    const { request } = stated;
    const sent = await received(called, stated.arguments ?? {});
    expect({ ...sent, headers: {} }).toEqual({ query: {}, ...request, headers: {} });
  });
});

it('reads as if written by hand', () => {
  const request = post({
    path: '/x/{id}',
    query: ['ids'],
    headers: { 'Acme-Version': '2' },
    parameters: [
      { in: 'header', name: 'Idempotency-Key', argument: 'name' },
      { in: 'query', argument: 'filter', style: 'deepObject' },
    ],
    body: { as: 'form', lists: 'indices' },
  });
  expect(source(tool(request, 'id', 'ids', 'filter', 'name', 'text', 'deep')))
    .toMatchInlineSnapshot(`
      "import { deepObject, form, path } from 'mcp-provider/api';
      export const tool = {
        run: ({ id, name, filter, ids, ...body }, { api }) =>
          api({
            method: 'POST',
            path: path\`/x/\${id}\`,
            query: { filter: deepObject(filter), ids },
            headers: { 'Acme-Version': '2', 'Idempotency-Key': name },
            body: form(body, { lists: 'indices' }),
          }),
      };"
    `);
});
