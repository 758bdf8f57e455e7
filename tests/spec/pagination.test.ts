import { describe, expect, it } from 'vitest';
import { errorsOf } from './reading.js';
import { LIST, PAGE, paged, type Parts, tool } from './request-tool.js';

describe('pages of a request', () => {
  it.each<[string, Parts, string[]]>([
    [
      'pages by cursor',
      {
        input: PAGE,
        output: LIST,
        request: paged(
          'style: cursor, limit: limit, nextCursor: meta.next, cursorParam: after, items: data',
        ),
      },
      [],
    ],
    [
      'pages of a POST',
      {
        input: PAGE,
        output: LIST,
        request: paged('style: link, limit: limit').replace('GET', 'POST'),
      },
      ['10:58: tools[0].request.pagination needs the method GET, not POST.'],
    ],
    [
      'pages of a form',
      {
        input: PAGE,
        output: LIST,
        request: `method: POST, path: /r, body: { as: form }, resultKey: rooms, pagination: { style: cursor, limit: limit, nextCursor: next, cursorParam: after }`,
      },
      ['10:78: tools[0].request.pagination needs a JSON body whose properties are arguments.'],
    ],
    [
      'pages of a PUT',
      {
        input: PAGE,
        output: LIST,
        request: paged('style: cursor, limit: limit, nextCursor: next, cursorParam: after').replace(
          'GET',
          'PUT',
        ),
      },
      ['10:57: tools[0].request.pagination needs the method GET or POST, not PUT.'],
    ],
    [
      'pages whose parameter is no variable of the document',
      {
        input: PAGE,
        output: LIST,
        request: `method: POST, path: /g, graphql: 'query ($end: String) { a }', resultKey: rooms, pagination: { style: cursor, limit: limit, nextCursor: next, cursorParam: after }`,
      },
      [
        '10:49: tools[0].request.graphql has the variable "end", which is not an argument.',
        '10:158: tools[0].request.pagination.cursorParam is not a variable of the GraphQL document; it has "end".',
      ],
    ],
    [
      'pages of nothing',
      {
        input: PAGE,
        output: LIST,
        request: paged('style: link, limit: limit').replace('resultKey: rooms, ', ''),
      },
      [
        '10:39: tools[0].request.pagination needs request.resultKey, the property that takes the list.',
      ],
    ],
    [
      'pages without a limit',
      { input: PAGE, output: LIST, request: paged('style: link, limit: limitt') },
      [
        '10:91: tools[0].request.pagination.limit names "limitt", which is not an argument; did you mean "limit"?',
      ],
    ],
    [
      'pages whose limit may be missing',
      {
        input: 'properties: { limit: { type: integer } }',
        output: LIST,
        request: paged('style: link, limit: limit'),
      },
      [
        '10:91: tools[0].request.pagination.limit names "limit", which needs a default, or must be required.',
      ],
    ],
    [
      'a size of pages without the largest',
      { input: PAGE, output: LIST, request: paged('style: link, limit: limit, sizeParam: limit') },
      ['10:98: tools[0].request.pagination.sizeParam needs "maxSize", too.'],
    ],
    [
      'two cursors',
      {
        input: PAGE,
        output: LIST,
        request: paged('style: cursor, limit: limit, cursorParam: a, nextCursor: b, lastItem: c'),
      },
      ['10:131: tools[0].request.pagination.lastItem is not allowed beside "nextCursor".'],
    ],
    [
      'a cursor in a header and one in the body',
      {
        input: PAGE,
        output: LIST,
        request: paged(
          'style: cursor, limit: limit, cursorParam: a, nextCursor: b, cursorHeader: c',
        ),
      },
      ['10:131: tools[0].request.pagination.cursorHeader is not allowed beside "nextCursor".'],
    ],
    [
      'no cursor',
      {
        input: PAGE,
        output: LIST,
        request: paged('style: cursor, limit: limit, cursorParam: a'),
      },
      ['10:69: tools[0].request.pagination.nextCursor is missing.'],
    ],
    [
      'numbered pages',
      {
        input: PAGE,
        output: LIST,
        request: paged('style: page, limit: limit, pageParam: p, sizeParam: limit, maxSize: 50'),
      },
      [],
    ],
    [
      'pages whose cursor is an argument',
      {
        input: 'properties: { limit: { type: integer, default: 20 }, after: { type: string } }',
        output: LIST,
        request: paged('style: cursor, limit: limit, nextCursor: next, cursorParam: after'),
      },
      [
        '10:131: tools[0].request.pagination.cursorParam names "after", which is an argument of the tool, too.',
      ],
    ],
  ])('%s', async (_, parts, lines) => {
    expect(await errorsOf(tool(parts))).toEqual(lines.map((line) => `acme.yaml:${line}`));
  });
});
