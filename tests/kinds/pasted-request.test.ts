import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { casesIn } from '../../runtime/tests/cases.js';
import { parsePastedRequest, pastedNotes } from '../../src/kinds/api/pasted/request.js';
import { completeRequests, requestsFault } from '../../src/kinds/api/pasted/request-line.js';
import { pastedTool, toolWith } from '../../src/kinds/api/pasted/tool.js';
import { suggestTool } from '../../src/kinds/api/tool-name.js';
import { paramText, readParams } from '../../src/spec/flags/param-line.js';

const CASES = join(import.meta.dirname, '..', 'cases', 'kinds');

/** The request, and its arguments in one line. */
function read(text: string) {
  const { request, params, origin = '' } = pastedTool(parsePastedRequest(text));
  return [`${request.method} ${origin}${request.path}`, params.map(paramText).join(' ')];
}

it.each(casesIn<{ request: string; params?: string }>(CASES, 'pasted-requests.yaml'))(
  '%s is read',
  (pasted, { request, params = '' }) => expect(read(pasted)).toEqual([request, params]),
);

it('of a GraphQL request, the document is constant and its variables are the arguments', () => {
  const document =
    'query ($id: ID!, $first: Int) { room(id: $id) { users(first: $first) { name } } }';
  const body = JSON.stringify({ query: document, variables: { id: 'r1', first: 5 } });
  const pasted = pastedTool(parsePastedRequest(`curl https://a.dev/graphql --json '${body}'`));
  expect(pasted.request).toEqual({ method: 'POST', path: '/graphql', graphql: document });
  expect(pasted.params.map(paramText).join(' ')).toBe('id! first:integer');
  expect(suggestTool(pasted)).toMatchObject({ name: 'get_room', description: 'Get room.' });
  expect(toolWith(pasted, pasted.params).inputSchema).toMatchObject({
    properties: { id: { examples: ['r1'] }, first: { type: 'integer', examples: [5] } },
    required: ['id'],
  });
});

const object = (properties: object) => ({ type: 'object', properties });

it.each<[body: string, schema: object]>([
  ['{"n":9007199254740993}', { type: ['integer', 'string'], format: 'int64' }],
  ['{"n":[1,"a"]}', { type: 'array', items: {} }],
  ['{"n":[1,{"a":1}]}', { type: 'array', items: {} }],
  ['{"n":[{"a":[1]},{"a":{"b":1}}]}', { type: 'array', items: object({ a: {} }) }],
  ['{"n":[1,2.5]}', { type: 'array', items: { type: 'number', examples: [1] } }],
  ['{"n":[9007199254740993,1.5]}', { type: 'array', items: {} }],
  ['{"n":[null,"a"]}', { type: 'array', items: { type: ['string', 'null'], examples: ['a'] } }],
  ['{"n":[null]}', { type: 'array', items: {} }],
  ['{"n":{"a":null}}', object({ a: {} })],
  [
    '{"n":[{"a":null},{"a":7}]}',
    { type: 'array', items: object({ a: { type: ['integer', 'null'], examples: [7] } }) },
  ],
  ['{"n":[{"a":7},{"a":"x"}]}', { type: 'array', items: object({ a: {} }) }],
  [
    '{"n":[{"a":{"b":1}},{"a":null},{"a":{"c":[]}}]}',
    {
      type: 'array',
      items: object({
        a: {
          type: ['object', 'null'],
          properties: { b: { type: 'integer', examples: [1] }, c: { type: 'array', items: {} } },
        },
      }),
    },
  ],
  [
    '{"n":[{"a":1},{"a":2,"b":"c"}]}',
    {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          a: { type: 'integer', examples: [1] },
          b: { type: 'string', examples: ['c'] },
        },
      },
    },
  ],
])('the schema of the body %s allows it', (body, schema) => {
  const { params } = pastedTool(parsePastedRequest(`curl https://a.dev/x --json '${body}'`));
  expect(params[0]?.schema).toEqual(schema);
});

it.each([
  ['-H "X-Trace: $TRACE"', 'header "X-Trace"'],
  ["-H 'X-Trace: id-{{trace}}'", 'header "X-Trace"'],
  ["--json '{}'", 'the empty body'],
])('%s is no part of the tool, which is reported', (option, part) => {
  const pasted = parsePastedRequest(`curl https://a.dev/x ${option}`);
  expect(pastedNotes(pasted)).toEqual([`Not part of the tool: ${part}.`]);
  expect(pastedTool(pasted).request).toEqual({ method: pasted.method, path: '/x' });
});

it.each(['{q}', '{{q}}', '$Q', '${Q}', ':q', '<q>', 'a-$Q', '$(date)'])(
  '%s is no example of a value',
  (text) => {
    const { params } = pastedTool(
      parsePastedRequest(
        `curl 'https://a.dev/x?a=${text}&b=${text}&b=${text}' --json '["${text}"]'`,
      ),
    );
    expect(JSON.stringify(params)).not.toContain('examples');
  },
);

describe('secrets are dropped', () => {
  it.each(casesIn<{ auth: object; text: string }>(CASES, 'pasted-secrets.yaml'))(
    '%s',
    (pasted, { auth, text }) => {
      const read = parsePastedRequest(pasted);
      expect(read.auth).toEqual(auth);
      expect(read.text).toBe(text);
      expect(read.dropped.length).toBe(1);
      const again = parsePastedRequest(read.text);
      expect(again.auth).toEqual(auth);
      expect(again.text).toBe(text);
    },
  );

  it('texts that look like a secret are no examples', () => {
    const cursor = 'c2Vjb25kcGFnZW9mcm9vbXM9NDI';
    const pasted = `curl 'https://a.dev/hooks/${cursor}/b?cursor=${cursor}&key=A-1' --json '{"sha":"${cursor}"}' -H 'traceparent: 00-${cursor}'`;
    const { auth, text } = parsePastedRequest(pasted);
    expect(auth).toBeUndefined();
    expect(text).toBe(
      `curl -X POST --json '{"sha":"…"}' "https://a.dev/hooks/…/b?cursor=&key=A-1"`,
    );
    expect(read(text)).toEqual([
      'POST https://a.dev/hooks/{hook_id}/b',
      'hook_id! cursor @query key @query sha!',
    ]);
    expect(completeRequests(text)).toBe(text);
  });

  it('in cookies and bodies, too', () => {
    const { text } = parsePastedRequest(
      `curl https://a.dev/b -b sid=s3cret -H 'Cookie: sid=s3cret' -d '{"password":"s3cret","n":1}'`,
    );
    const cookies = '--cookie "…" --cookie "…"';
    expect(text).toBe(`curl ${cookies} -X POST --json '{"password":"…","n":1}' https://a.dev/b`);
    expect(completeRequests(text)).toBe(text);
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
])('%s is refused', (text, fault) => expect(requestsFault(text)).toContain(fault));

it('an API on this computer needs no encryption', () => {
  expect(requestsFault('POST http://localhost:8080/a')).toBeUndefined();
});

it('what a command substitutes is not executed', () => {
  expect(read('curl "https://a.dev/b?n=$(id)&m=`id`"')[1]).toBe('n m');
});

it.each([
  ["curl https://a.dev/b \\ ↵   -H 'A: b' ↵ -I", 'curl -H "A: b" -X HEAD https://a.dev/b'],
  ["curl \\\r\n  https://a.dev/b \\\n  -H 'A: b' -I", 'curl -H "A: b" -X HEAD https://a.dev/b'],
  ['curl a.dev/b', 'curl -X GET https://a.dev/b'],
  ['get a.dev/b c:integer', 'GET https://a.dev/b c:integer'],
  ['localhost:80/b', 'GET http://localhost:80/b'],
  ['GET v1.2/b', 'GET /v1.2/b'],
  ['GET b.json', 'GET /b.json'],
  ['get {{base_url}}/b/{{id}}', 'GET /b/{{id}}'],
  ['curl "$BASE/b"', 'curl -X GET /b'],
])('a command in lines or without a scheme is completed: %j', (pasted, text) =>
  expect(completeRequests(pasted)).toBe(text),
);

it('names that clients refuse are those of the request only', () => {
  const pasted = pastedTool(
    parsePastedRequest(`curl 'https://a.dev/b?page[size]=5&x[]=1' --json '{"@type":"a","n":1}'`),
  );
  expect(toolWith(pasted, readParams('page_size:integer @query type!', pasted.params))).toEqual({
    request: {
      method: 'POST',
      path: '/b',
      parameters: [{ in: 'query', name: 'page[size]', argument: 'page_size' }],
      body: { properties: { '@type': { argument: 'type' } } },
    },
    inputSchema: expect.objectContaining({ required: ['type'] }) as unknown,
  });
});

it('arguments that were changed, removed and added make the tool', () => {
  const pasted = pastedTool(
    parsePastedRequest(`curl https://a.dev/rooms/7 -d '{"n":1,"o":{"k":1}}' -H 'Acme-Version: 2'`),
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

it('a description may stand in single quotes', () => {
  const line = `n:integer 'How "many"' @query it`;
  expect(readParams(line)).toEqual(
    readParams('n:integer @query it').with(0, {
      name: 'n',
      place: 'query',
      isRequired: false,
      schema: { type: 'integer', description: 'How "many"' },
    }),
  );
});
