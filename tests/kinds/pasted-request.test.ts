import { describe, expect, it } from 'vitest';
import { readPasted } from '../../src/kinds/api/pasted-request.js';
import { pastedTool, toolWith } from '../../src/kinds/api/pasted-tool.js';
import { suggested } from '../../src/kinds/api/tool-name.js';
import { completeRequest, requestFault } from '../../src/kinds/api/questions.js';
import { paramText, readParams } from '../../src/spec/flags/param-line.js';

/** The request, and its arguments in one line. */
function read(text: string) {
  const { request, params, origin = '' } = pastedTool(readPasted(text));
  return [`${request.method} ${origin}${request.path}`, params.map(paramText).join(' ')];
}

it.each<[pasted: string, request: string, params: string]>([
  ['GET /rooms', 'GET /rooms', ''],
  ['get /rooms/{room_id}', 'GET /rooms/{room_id}', 'room_id!'],
  ['GET /rooms/42/users', 'GET /rooms/{room_id}/users', 'room_id:integer!'],
  ...['A-1001', 'ORD_77', 'cus_9s6XKz', '2f1e0d9c-7b8a-4c3d-9e0f-1a2b3c4d5e6f'].map(
    (id): [string, string, string] => [
      `GET /rooms/${id}/users`,
      'GET /rooms/{room_id}/users',
      'room_id!',
    ],
  ),
  ...['/api/v2/oauth2/me', '/s3/api-v1beta1/users', '/v1.2/feed.json'].map(
    (path): [string, string, string] => [`GET ${path}`, `GET ${path}`, ''],
  ),
  ['GET /42/7', 'GET /{id}/{id_2}', 'id:integer! id_2:integer!'],
  ['POST /hooks/T01/B02', 'POST /hooks/{hook_id}/{hook_id_2}', 'hook_id! hook_id_2!'],
  ['GET /orders/$ORDER_ID', 'GET /orders/{order_id}', 'order_id!'],
  ['GET /orders/:id', 'GET /orders/{id}', 'id!'],
  ['GET /a/0b0e6a3e-2f0a-4c61-9d2b-0a7f6f1d2c3b', 'GET /a/{a_id}', 'a_id!'],
  ['GET /forecast/{city}?days', 'GET /forecast/{city}', 'city! days'],
  [
    'GET /a?days=3&hot=true&name=x&unit==metric',
    'GET /a',
    'days:integer hot:boolean name unit==metric',
  ],
  [
    'POST https://api.acme.dev/v1/a?dry=true',
    'POST https://api.acme.dev/v1/a',
    'dry:boolean @query',
  ],
  ["curl 'https://api.acme.dev/a?q=a%20b'", 'GET https://api.acme.dev/a', 'q'],
  ['curl api.acme.dev/a -I', 'HEAD https://api.acme.dev/a', ''],
  ['curl -sSLXDELETE https://a.dev/b/7 -o out', 'DELETE https://a.dev/b/{b_id}', 'b_id:integer!'],
  ['curl -G https://a.dev/b -d n=1 --data-urlencode q=x', 'GET https://a.dev/b', 'n:integer q'],
  [
    `curl https://a.dev/b --json '{"n":1,"s":"x","l":["a"],"o":{"k":1},"none":null}'`,
    'POST https://a.dev/b',
    'n:integer! s! l:string[]! o:object! none',
  ],
  ["curl https://a.dev/b -d 'n=1&s=x'", 'POST https://a.dev/b', 'n:integer! s!'],
  ['curl https://a.dev/b --form-string s=x', 'POST https://a.dev/b', 's!'],
  ['curl -X PUT https://a.dev/b -F s=x -F photo=@a.png', 'PUT https://a.dev/b', 's! photo!'],
  [`curl https://a.dev/b -d '[1]'`, 'POST https://a.dev/b', 'body:integer[]!'],
])('%s is read', (pasted, request, params) => expect(read(pasted)).toEqual([request, params]));

it('of a GraphQL request, the document is constant and its variables are the arguments', () => {
  const document =
    'query ($id: ID!, $first: Int) { room(id: $id) { users(first: $first) { name } } }';
  const body = JSON.stringify({ query: document, variables: { id: 'r1', first: 5 } });
  const pasted = pastedTool(readPasted(`curl https://a.dev/graphql --json '${body}'`));
  expect(pasted.request).toEqual({ method: 'POST', path: '/graphql', graphql: document });
  expect(pasted.params.map(paramText).join(' ')).toBe('id! first:integer');
  expect(suggested(pasted)).toMatchObject({ name: 'get_room', description: 'Get room.' });
  expect(toolWith(pasted, pasted.params).inputSchema).toMatchObject({
    properties: { id: { examples: ['r1'] }, first: { type: 'integer', examples: [5] } },
    required: ['id'],
  });
});

describe('secrets are dropped', () => {
  it.each<[pasted: string, auth: object, text: string]>([
    [
      "curl https://a.dev/b -H 'Authorization: Bearer s3cret'",
      { style: 'bearer' },
      'curl -H "Authorization: Bearer …" -X GET https://a.dev/b',
    ],
    [
      'curl -u ann:s3cret https://a.dev/b',
      { style: 'basic' },
      'curl --user "…" -X GET https://a.dev/b',
    ],
    [
      'curl https://a.dev/b -H "X-Api-Key: s3cret"',
      { style: 'api-key', in: 'header', name: 'X-Api-Key' },
      'curl -H "X-Api-Key: …" -X GET https://a.dev/b',
    ],
    [
      'curl https://a.dev/b -H "Authorization: Token s3cret"',
      { style: 'api-key', in: 'header', name: 'Authorization', prefix: 'Token ' },
      'curl -H "Authorization: Token …" -X GET https://a.dev/b',
    ],
    [
      'GET https://a.dev/b?api_key=s3cret&n=1',
      { style: 'api-key', in: 'query', name: 'api_key' },
      'GET https://a.dev/b?api_key=…&n=1',
    ],
    ['curl https://ann:s3cret@a.dev/b', { style: 'basic' }, 'curl -X GET "https://…@a.dev/b"'],
    ['GET https://ann:s3cret@a.dev/b?n=1', { style: 'basic' }, 'GET https://…@a.dev/b?n=1'],
    [
      'GET https://a.dev/b?key=AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY&n=1',
      { style: 'api-key', in: 'query', name: 'key' },
      'GET https://a.dev/b?key=…&n=1',
    ],
    [
      'GET https://a.dev/b?n=1&sig=ghp_0123456789abcdefghij',
      { style: 'api-key', in: 'query', name: 'sig' },
      'GET https://a.dev/b?n=1&sig=…',
    ],
    [
      'POST https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe',
      { style: 'path-key', prefix: 'bot' },
      'POST https://api.telegram.org/bot…/getMe',
    ],
    [
      'curl https://a.dev/b -H "Ocp-Apim-Subscription-Key: 1"',
      { style: 'api-key', in: 'header', name: 'Ocp-Apim-Subscription-Key' },
      'curl -H "Ocp-Apim-Subscription-Key: …" -X GET https://a.dev/b',
    ],
    [
      'curl https://a.dev/b -H "X-Acme: 8f3bd1c02a774e1f9a55"',
      { style: 'api-key', in: 'header', name: 'X-Acme' },
      'curl -H "X-Acme: …" -X GET https://a.dev/b',
    ],
  ])('%s', (pasted, auth, text) => {
    const read = readPasted(pasted);
    expect(read.auth).toEqual(auth);
    expect(read.text).toBe(text);
    expect(read.dropped.length).toBe(1);
    const again = readPasted(read.text);
    expect(again.auth).toEqual(auth);
    expect(again.text).toBe(text);
  });

  it('and what only looks like one is no example', () => {
    const cursor = 'c2Vjb25kcGFnZW9mcm9vbXM9NDI';
    const pasted = `curl 'https://a.dev/hooks/${cursor}/b?cursor=${cursor}&key=A-1' --json '{"sha":"${cursor}"}' -H 'traceparent: 00-${cursor}'`;
    const { auth, text } = readPasted(pasted);
    expect(auth).toBeUndefined();
    expect(text).toBe(
      `curl -X POST --json '{"sha":"…"}' "https://a.dev/hooks/…/b?cursor=&key=A-1"`,
    );
    expect(read(text)).toEqual([
      'POST https://a.dev/hooks/{hook_id}/b',
      'hook_id! cursor @query key @query sha!',
    ]);
    expect(completeRequest(text)).toBe(text);
  });

  it('in cookies and bodies, too', () => {
    const { text } = readPasted(
      `curl https://a.dev/b -b sid=s3cret -H 'Cookie: sid=s3cret' -d '{"password":"s3cret","n":1}'`,
    );
    const cookies = '--cookie "…" --cookie "…"';
    expect(text).toBe(`curl ${cookies} -X POST --json '{"password":"…","n":1}' https://a.dev/b`);
    expect(completeRequest(text)).toBe(text);
  });
});

it.each([
  ['archive_room', '"archive_room" is a name. Enter a method and a path'],
  ['curl -X POST', 'The command has no URL.'],
  ["curl 'https://a.dev", "The quote ' has no end."],
  ['curl https://a.dev -d @order.json', '"@order.json" is a file'],
  ["curl https://a.dev -d '{n}'", 'The body is not JSON'],
  ['GET /a/{b', 'The path has a brace'],
  ['GET /{id}/{id}', '"id" occurs twice in the path.'],
  ['GET /a/../b', 'changes the path'],
  ['GET http://hr.svc.local/a', 'The base URL is not encrypted'],
])('%s is refused', (text, fault) => expect(requestFault(text)).toContain(fault));

it('an API on this computer needs no encryption', () => {
  expect(requestFault('POST http://localhost:8080/a')).toBeUndefined();
});

it('what a command substitutes is not executed', () => {
  expect(read('curl "https://a.dev/b?n=$(id)&m=`id`"')[1]).toBe('n m');
});

it('a command that was pasted in lines is one', () => {
  expect(completeRequest("curl https://a.dev/b \\ ↵   -H 'A: b' ↵ -I")).toBe(
    'curl -H "A: b" -X HEAD https://a.dev/b',
  );
});

it('arguments that were changed, removed and added make the tool', () => {
  const pasted = pastedTool(
    readPasted(`curl https://a.dev/rooms/7 -d '{"n":1,"o":{"k":1}}' -H 'Acme-Version: 2'`),
  );
  const line = 'o:object! n:integer(1..9)=2 "How many" dry:boolean @query trace @header v==3';
  const { request, inputSchema } = toolWith(pasted, readParams(line, pasted.params));
  expect(request).toEqual({
    method: 'POST',
    path: '/rooms/{room_id}',
    headers: { 'Acme-Version': '2' },
    query: ['dry'],
    parameters: [{ in: 'header', argument: 'trace' }],
    body: { properties: { v: { constant: 3 } } },
  });
  expect(inputSchema.required).toEqual(['room_id', 'o']);
  expect(Object.keys(inputSchema.properties ?? {})).toEqual(['room_id', 'o', 'n', 'dry', 'trace']);
  expect(inputSchema.properties?.n).toEqual({
    type: 'integer',
    minimum: 1,
    maximum: 9,
    default: 2,
    description: 'How many',
  });
  expect(inputSchema.properties?.o).toMatchObject({ properties: { k: { examples: [1] } } });
});

it.each([
  ['a a', '"a" occurs twice.'],
  ['n:int=one', '"int" is not a type; did you mean "integer"?'],
  ['n:integer=one', 'The default'],
  ['s="x', 'has no end'],
])('the line %s is refused', (line, fault) => {
  expect(() => readParams(line)).toThrow(fault);
});
