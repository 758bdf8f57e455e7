import { expect, it } from 'vitest';
import { errorsOf, HEAD } from './reading.js';

interface Parts {
  input?: string;
  output?: string;
  request: string;
}

/** A tool whose arguments, result and request stand on lines 8 to 10. */
const tool = ({ input = '', output = '', request }: Parts) => `${HEAD}tools:
  - name: a
    description: d
    inputSchema: { type: object, ${input} }
    outputSchema: { type: object, ${output} }
    request: { ${request} }
`;

const ROOM = 'properties: { room_id: { type: string } }, required: [room_id]';
const PAGE = 'properties: { limit: { type: integer, default: 20 } }';
const LIST = 'properties: { rooms: { type: array }, next: { type: string } }';
const paged = (more: string) => `method: GET, path: /r, resultKey: rooms, pagination: { ${more} }`;

it.each<[string, Parts, ...string[]]>([
  ['fit', { input: ROOM, request: 'method: GET, path: "/rooms/{room_id}"' }],
  [
    'a slip in the path',
    { input: ROOM, request: 'method: GET, path: "/rooms/{roomid}"' },
    '10:35: tools[0].request.path names "roomid", which is not an argument; did you mean "room_id"?',
  ],
  [
    'an argument that may be missing',
    { input: 'properties: { id: { type: string } }', request: 'method: GET, path: "/{id}"' },
    '10:35: tools[0].request.path names "id", which inputSchema.required does not list.',
  ],
  [
    'an object in the path',
    {
      input: 'properties: { id: { type: object } }, required: [id]',
      request: 'method: POST, path: "/{id}"',
    },
    '10:36: tools[0].request.path names "id", which is not a string, number, integer or boolean.',
  ],
  [
    'one argument twice in the path',
    { input: ROOM, request: 'method: GET, path: "/{room_id}/{room_id}"' },
    '10:35: tools[0].request.path names "room_id" twice.',
  ],
  [
    'a reference in the path',
    {
      input:
        'properties: { id: { $ref: "#/$defs/id" } }, required: [id], $defs: { id: { type: string } }',
      request: 'method: GET, path: "/{id}"',
    },
  ],
  [
    'an object in the query',
    { input: 'properties: { filter: { type: object } }', request: 'method: GET, path: /' },
    '8:56: tools[0].inputSchema.properties.filter is a query parameter, so it must be a string, number, integer or boolean, or an array of one of them; for others, state the style in request.parameters.',
  ],
  [
    'an object in a query that is asked for',
    {
      input: 'properties: { filter: { type: object } }',
      request: 'method: POST, path: /, query: [filter]',
    },
    '8:56: tools[0].inputSchema.properties.filter is a query parameter, so it must be a string, number, integer or boolean, or an array of one of them; for others, state the style in request.parameters.',
  ],
  [
    'a slip in the query',
    { input: ROOM, request: 'method: POST, path: /, query: [romm_id]' },
    '10:47: tools[0].request.query[0] names "romm_id", which is not an argument; did you mean "room_id"?',
  ],
  [
    'one argument in path and query',
    { input: ROOM, request: 'method: POST, path: "/{room_id}", query: [room_id]' },
    '10:58: tools[0].request.query[0] names "room_id", which is in the path already.',
  ],
  ['a result key', { output: LIST, request: 'method: GET, path: /, resultKey: rooms' }],
  [
    'a slip in the result key',
    { output: LIST, request: 'method: GET, path: /, resultKey: room' },
    '10:49: tools[0].request.resultKey names "room", which outputSchema.properties does not have; did you mean "rooms"?',
  ],
  [
    'pages of text',
    {
      input: PAGE,
      output: LIST,
      request: paged('style: link, limit: limit').replace('Key: rooms', 'Key: next'),
    },
    '10:50: tools[0].request.resultKey names "next", which is not an array in outputSchema.',
  ],
  [
    'JSON Lines of several arguments',
    {
      input: ROOM,
      request: 'method: POST, path: /r, body: { contentType: application/x-ndjson }',
    },
    '10:46: tools[0].request.body needs "argument", the list of the lines.',
  ],
  [
    'JSON Lines of no list',
    {
      input: ROOM,
      request:
        'method: POST, path: /r, body: { contentType: application/x-ndjson, argument: room_id }',
    },
    '10:93: tools[0].request.body.argument names "room_id", which is not a list.',
  ],
  [
    'a body whose type cannot be another',
    {
      input: ROOM,
      request: 'method: POST, path: /r, body: { as: multipart, contentType: multipart/mixed }',
    },
    '10:76: tools[0].request.body.contentType must be "multipart/form-data" or "multipart/related" for the body "multipart".',
  ],
  [
    'pages by cursor',
    {
      input: PAGE,
      output: LIST,
      request: paged(
        'style: cursor, limit: limit, nextCursor: meta.next, cursorParam: after, items: data',
      ),
    },
  ],
  [
    'pages of a POST',
    {
      input: PAGE,
      output: LIST,
      request: paged('style: link, limit: limit').replace('GET', 'POST'),
    },
    '10:58: tools[0].request.pagination needs the method GET, not POST.',
  ],
  [
    'pages of a form',
    {
      input: PAGE,
      output: LIST,
      request: `method: POST, path: /r, body: { as: form }, resultKey: rooms, pagination: { style: cursor, limit: limit, nextCursor: next, cursorParam: after }`,
    },
    '10:78: tools[0].request.pagination needs a JSON body whose properties are arguments.',
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
    '10:57: tools[0].request.pagination needs the method GET or POST, not PUT.',
  ],
  [
    'pages whose parameter is no variable of the document',
    {
      input: PAGE,
      output: LIST,
      request: `method: POST, path: /g, graphql: 'query ($end: String) { a }', resultKey: rooms, pagination: { style: cursor, limit: limit, nextCursor: next, cursorParam: after }`,
    },
    '10:49: tools[0].request.graphql has the variable "end", which is not an argument.',
    '10:158: tools[0].request.pagination.cursorParam is not a variable of the GraphQL document; it has "end".',
  ],
  [
    'pages of nothing',
    {
      input: PAGE,
      output: LIST,
      request: paged('style: link, limit: limit').replace('resultKey: rooms, ', ''),
    },
    '10:39: tools[0].request.pagination needs request.resultKey, the property for the list.',
  ],
  [
    'pages without a limit',
    { input: PAGE, output: LIST, request: paged('style: link, limit: limitt') },
    '10:91: tools[0].request.pagination.limit names "limitt", which is not an argument; did you mean "limit"?',
  ],
  [
    'pages whose limit may be missing',
    {
      input: 'properties: { limit: { type: integer } }',
      output: LIST,
      request: paged('style: link, limit: limit'),
    },
    '10:91: tools[0].request.pagination.limit names "limit", which needs a default, or must be required.',
  ],
  [
    'a size of pages without the largest',
    { input: PAGE, output: LIST, request: paged('style: link, limit: limit, sizeParam: limit') },
    '10:98: tools[0].request.pagination.sizeParam needs "maxSize", too.',
  ],
  [
    'two cursors',
    {
      input: PAGE,
      output: LIST,
      request: paged('style: cursor, limit: limit, cursorParam: a, nextCursor: b, lastItem: c'),
    },
    '10:131: tools[0].request.pagination.lastItem is not allowed with "nextCursor".',
  ],
  [
    'a cursor in a header and one in the body',
    {
      input: PAGE,
      output: LIST,
      request: paged('style: cursor, limit: limit, cursorParam: a, nextCursor: b, cursorHeader: c'),
    },
    '10:131: tools[0].request.pagination.cursorHeader is not allowed with "nextCursor".',
  ],
  [
    'no cursor',
    {
      input: PAGE,
      output: LIST,
      request: paged('style: cursor, limit: limit, cursorParam: a'),
    },
    '10:69: tools[0].request.pagination.nextCursor is missing.',
  ],
  [
    'numbered pages',
    {
      input: PAGE,
      output: LIST,
      request: paged('style: page, limit: limit, pageParam: p, sizeParam: limit, maxSize: 50'),
    },
  ],
  [
    'pages whose cursor is an argument',
    {
      input: 'properties: { limit: { type: integer, default: 20 }, after: { type: string } }',
      output: LIST,
      request: paged('style: cursor, limit: limit, nextCursor: next, cursorParam: after'),
    },
    '10:131: tools[0].request.pagination.cursorParam names "after", which is an argument of the tool, too.',
  ],
])('a request and the schemas of its tool: %s', async (_, parts, ...lines) => {
  expect(await errorsOf(tool(parts))).toEqual(lines.map((line) => `acme.yaml:${line}`));
});
