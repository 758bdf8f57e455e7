import { describe, expect, it } from 'vitest';
import { errorsOf, HEAD } from './reading.js';

/** A tool with an argument of each shape. */
const tool = (request: string, method = 'POST') => `${HEAD}tools:
  - name: a
    description: d
    inputSchema:
      type: object
      required: [id]
      properties:
        id: { type: string }
        ids: { type: array, items: { type: string } }
        filter: { type: object, properties: { a: { type: string } } }
        deep: { type: object, properties: { a: { type: array, items: { type: string } } } }
    request: { method: ${method}, ${request} }
`;

/** What is wrong, without the position in the file. */
const errors = async (text: string) =>
  (await errorsOf(text)).map((line) => line.replace(/^.*?tools\[0\]\.(request\.)?/, ''));

const parameter = (keys: string) => `path: /x, parameters: [{ ${keys} }]`;
const body = (keys: string) => `path: /x, body: { ${keys} }`;

describe('the long form of a request', () => {
  it.each<[string, string, string]>([
    [
      'an argument',
      parameter('in: query, argument: idd'),
      'parameters[0].argument names "idd", which is not an argument; did you mean "id"?',
    ],
    [
      'a style',
      parameter('in: query, argument: ids, style: pipe'),
      'parameters[0].style must be "form", "spaceDelimited", "pipeDelimited", "tabDelimited" or "deepObject", not "pipe"; did you mean "pipeDelimited"?',
    ],
    [
      'a style elsewhere',
      parameter('in: header, argument: ids, style: simple'),
      'parameters[0].style is not a known key; known here: "in", "argument", "contentType", "explode", "name", "constant".',
    ],
    ['no source', parameter('in: query, name: a'), 'parameters[0] needs "argument" or "constant".'],
    [
      'two sources',
      parameter('in: query, argument: id, constant: a'),
      'parameters[0] has "argument" and "constant"; one is allowed.',
    ],
    [
      'a constant without a name',
      parameter('in: query, constant: a'),
      'parameters[0] needs "name", as it is a constant.',
    ],
    [
      'the same parameter',
      'path: /x, parameters: [{ in: header, name: X, argument: id }, { in: header, name: x, constant: a }]',
      'parameters[1].name repeats an earlier parameter.',
    ],
    [
      'the same argument',
      'path: /x, parameters: [{ in: header, name: X, argument: id }, { in: header, name: Y, argument: id }]',
      'parameters[1].argument names "id", which is a parameter already.',
    ],
    [
      'an argument of the path',
      'path: "/{id}", parameters: [{ in: query, argument: id }]',
      'parameters[0].argument names "id", which is in the path already.',
    ],
    [
      'a path without it',
      parameter('in: path, argument: id'),
      'parameters[0].argument names "id", which the path does not contain.',
    ],
    [
      'deepObject of a text',
      parameter('in: query, argument: id, style: deepObject'),
      'parameters[0].argument names "id", which is neither an object nor a list.',
    ],
    [
      'nested',
      parameter('in: query, argument: deep'),
      'parameters[0].argument names "deep", which no style can write; set contentType: application/json, or style: deepObject in the query.',
    ],
    [
      'reserved',
      parameter('in: query, argument: ids, explode: false, allowReserved: true'),
      'parameters[0].argument names "ids", which allowReserved cannot write in this style.',
    ],
    [
      'a reserved header',
      parameter('in: header, name: Host, argument: id'),
      'parameters[0].name must be a header such as "Acme-Version", and none of authorization, connection, content-length, content-type, cookie, host, transfer-encoding.',
    ],
    [
      'a header with a line end',
      'path: /x, headers: { A: "a\\r\\nb" }',
      'headers.A must be printable ASCII characters.',
    ],
    [
      'a header twice',
      'path: /x, headers: { x: a }, parameters: [{ in: header, name: X, argument: id }]',
      'headers.x is a parameter, too.',
    ],
    [
      'text of no argument',
      body('as: text'),
      'body needs "argument", the argument that is the text.',
    ],
    [
      'text of a list',
      `${body('as: text, argument: ids')}, query: [id], parameters: [{ in: query, argument: filter }, { in: cookie, argument: deep, contentType: application/json }]`,
      'body.argument names "ids", which is not a string.',
    ],
    [
      'a part twice',
      body('properties: { a: { argument: id }, b: { argument: id } }'),
      'body.properties.b.argument names "id", which is in the body already.',
    ],
    [
      'a file in JSON',
      body('properties: { a: { argument: id, file: true } }'),
      'body.properties.a.file needs a multipart body.',
    ],
    [
      'a name of no file',
      body('as: multipart, properties: { a: { argument: id, fileName: ids } }'),
      'body.properties.a.fileName needs "file: true".',
    ],
    [
      'a style in JSON',
      body('properties: { a: { argument: id, style: form } }'),
      'body.properties.a.style needs a form body.',
    ],
    [
      'properties of one argument',
      `${body('argument: deep, properties: {}')}, query: [id, ids], parameters: [{ in: query, argument: filter }]`,
      'body.properties is not allowed with "argument".',
    ],
  ])('%s', async (_, request, message) => {
    expect(await errors(tool(request))).toEqual([message]);
  });

  const graphql = (document: string, more = '') =>
    `path: /g, graphql: '${document}'${more}, parameters: [{ in: query, argument: ids }, { in: query, argument: filter }, { in: query, argument: deep, style: deepObject }]`;

  it.each<[string, string, ...string[]]>([
    ['fits', graphql('query Q($id: ID!) { a(id: $id) { b } }')],
    [
      'ignores comments',
      graphql('query Q($id: ID! # $no: Int\\n) { a(id: $id) { b } }')
        .replaceAll("'", '"')
        .replaceAll('\\\\n', '\\n'),
    ],
    [
      'variable',
      graphql('query Q($idd: ID!) { a }'),
      'inputSchema.properties.id is not a variable of the GraphQL document; it has "idd".',
      'graphql has the variable "idd", which is not an argument; did you mean "id"?',
    ],
    [
      'body',
      graphql('query Q($id: ID!) { a }', ', body: { as: form }'),
      'body is not allowed with "graphql".',
    ],
  ])('GraphQL: %s', async (_, request, ...messages) => {
    expect(await errors(tool(request))).toEqual(messages);
  });

  it('GraphQL with GET', async () => {
    expect(await errors(tool(graphql('query { a }'), 'GET'))).toContain(
      'method must be POST for GraphQL.',
    );
  });

  const output = (request: string) =>
    tool(request).replace(
      '    request:',
      '    outputSchema: { type: object, properties: { name: { type: string } } }\n    request:',
    );
  it.each<[string, string, ...string[]]>([
    ['fields', 'response: { include: [name.first], exclude: [other] }'],
    [
      'a field',
      'response: { include: [nam] }',
      'response.include[0] names "nam", which outputSchema does not have; did you mean "name"?',
    ],
    [
      'text',
      'response: { as: text }',
      'response.as does not fit outputSchema; set request.resultKey, or remove outputSchema.',
    ],
    ['headers and a job', 'response: { headers: [ETag], job: true }'],
    [
      'headers of the connection and of the body',
      'response: { headers: [Set-Cookie, Content-Length] }',
      'response.headers[0] names "Set-Cookie", which is not a result.',
      'response.headers[1] names "Content-Length", which is not a result.',
    ],
    ['text as a property', 'resultKey: name, response: { as: text }'],
    ['a download', 'response: { download: true }', 'response.download needs the method GET.'],
    [
      'bytes',
      'response: { as: binary, contentType: image/* }',
      'response.as does not fit outputSchema; remove outputSchema.',
    ],
  ])('response: %s', async (_, response, ...messages) => {
    expect(await errors(output(`path: /x, ${response}`))).toEqual(messages);
  });

  it('arguments that are not part of the request', async () => {
    expect(await errors(tool(body('argument: deep')))).toEqual(
      ['id', 'ids', 'filter'].map(
        (name) =>
          `inputSchema.properties.${name} is not part of the request; name it in "query" or "parameters".`,
      ),
    );
  });

  it('a body of GET', async () => {
    const request = `${body('properties: { a: { argument: deep } }')}, parameters: [{ in: query, argument: filter }]`;
    expect(await errors(tool(request, 'GET'))).toContain('body is not allowed for GET.');
  });
});
