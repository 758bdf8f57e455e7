import { describe, expect, it } from 'vitest';
import { errorsOf } from './reading.js';
import { LIST, PAGE, paged, type Parts, ROOM, tool } from './request-tool.js';

describe('a request and the schemas of its tool', () => {
  it.each<[string, Parts, string[]]>([
    ['fit', { input: ROOM, request: 'method: GET, path: "/rooms/{room_id}"' }, []],
    [
      'a slip in the path',
      { input: ROOM, request: 'method: GET, path: "/rooms/{roomid}"' },
      [
        '10:35: tools[0].request.path names "roomid", which is not an argument; did you mean "room_id"?',
      ],
    ],
    [
      'an argument that may be missing',
      { input: 'properties: { id: { type: string } }', request: 'method: GET, path: "/{id}"' },
      ['10:35: tools[0].request.path names "id", which inputSchema.required does not list.'],
    ],
    [
      'an object in the path',
      {
        input: 'properties: { id: { type: object } }, required: [id]',
        request: 'method: POST, path: "/{id}"',
      },
      [
        '10:36: tools[0].request.path names "id", which is not a string, number, integer or boolean.',
      ],
    ],
    [
      'one argument twice in the path',
      { input: ROOM, request: 'method: GET, path: "/{room_id}/{room_id}"' },
      ['10:35: tools[0].request.path names "room_id" twice.'],
    ],
    [
      'a reference in the path',
      {
        input:
          'properties: { id: { $ref: "#/$defs/id" } }, required: [id], $defs: { id: { type: string } }',
        request: 'method: GET, path: "/{id}"',
      },
      [],
    ],
    [
      'an object in the query',
      { input: 'properties: { filter: { type: object } }', request: 'method: GET, path: /' },
      [
        '8:56: tools[0].inputSchema.properties.filter is a query parameter, so it must be a string, number, integer or boolean, or an array of one of them; for others, state the style in request.parameters.',
      ],
    ],
    [
      'an object in a query that is asked for',
      {
        input: 'properties: { filter: { type: object } }',
        request: 'method: POST, path: /, query: [filter]',
      },
      [
        '8:56: tools[0].inputSchema.properties.filter is a query parameter, so it must be a string, number, integer or boolean, or an array of one of them; for others, state the style in request.parameters.',
      ],
    ],
    [
      'a slip in the query',
      { input: ROOM, request: 'method: POST, path: /, query: [romm_id]' },
      [
        '10:47: tools[0].request.query[0] names "romm_id", which is not an argument; did you mean "room_id"?',
      ],
    ],
    [
      'one argument in path and query',
      { input: ROOM, request: 'method: POST, path: "/{room_id}", query: [room_id]' },
      ['10:58: tools[0].request.query[0] names "room_id", which is in the path already.'],
    ],
    ['a result key', { output: LIST, request: 'method: GET, path: /, resultKey: rooms' }, []],
    [
      'a slip in the result key',
      { output: LIST, request: 'method: GET, path: /, resultKey: room' },
      [
        '10:49: tools[0].request.resultKey names "room", which outputSchema.properties does not have; did you mean "rooms"?',
      ],
    ],
    [
      'pages of text',
      {
        input: PAGE,
        output: LIST,
        request: paged('style: link, limit: limit').replace('Key: rooms', 'Key: next'),
      },
      ['10:50: tools[0].request.resultKey names "next", which is not an array in outputSchema.'],
    ],
    [
      'JSON Lines of several arguments',
      {
        input: ROOM,
        request: 'method: POST, path: /r, body: { contentType: application/x-ndjson }',
      },
      ['10:46: tools[0].request.body needs "argument", the list of the lines.'],
    ],
    [
      'JSON Lines of no list',
      {
        input: ROOM,
        request:
          'method: POST, path: /r, body: { contentType: application/x-ndjson, argument: room_id }',
      },
      ['10:93: tools[0].request.body.argument names "room_id", which is not a list.'],
    ],
    [
      'a body whose type cannot be another',
      {
        input: ROOM,
        request: 'method: POST, path: /r, body: { as: multipart, contentType: multipart/mixed }',
      },
      [
        '10:76: tools[0].request.body.contentType must be "multipart/form-data" or "multipart/related" for the body "multipart".',
      ],
    ],
  ])('%s', async (_, parts, lines) => {
    expect(await errorsOf(tool(parts))).toEqual(lines.map((line) => `acme.yaml:${line}`));
  });
});
