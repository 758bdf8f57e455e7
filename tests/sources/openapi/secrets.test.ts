import { describe, expect, it } from 'vitest';
import { secretResults, withoutSecrets } from '../../../src/sources/openapi/secrets.js';
import { toolsOfDocument } from '../../../src/openapi/import.js';
import type { Obj } from '../../../src/openapi/model.js';
import { specOf } from '../../../src/openapi/spec.js';
import { body, one } from '../../openapi/documents.js';

const TEXT = { type: 'string' };
const object = (properties: Obj, ...required: string[]) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});
const OPTIONAL = object({ name: TEXT, password: TEXT });
const REQUIRED = object({ name: TEXT, password: TEXT }, 'password');
const list = (items: Obj) => ({ type: 'array', items });

function importedOne(operation: Obj, method = 'post', schemas: Obj = {}) {
  const all = toolsOfDocument(one(operation, { components: { schemas } }, '/users', method));
  return withoutSecrets(specOf(all, all.tools).tools);
}

const parameter = (name: string, schema: Obj = TEXT) => ({
  parameters: [
    { name: 'q', in: 'query', schema: TEXT },
    { name, in: 'query', schema },
  ],
});

const node = (required: boolean) => ({
  Node: object(
    { next: { $ref: '#/components/schemas/Node' }, ...(required ? REQUIRED : OPTIONAL).properties },
    ...(required ? ['password'] : []),
  ),
});
const NODE = { $ref: '#/components/schemas/Node' };

describe('secrets in arguments', () => {
  it.each<[string, Obj, string[], Obj?]>([
    ['a property of the body', OPTIONAL, ['password']],
    ['items of a body that is a list', list(OPTIONAL), ['body.password']],
    ['items of items', object({ a: list(list(OPTIONAL)) }), ['a.password']],
    ['an object', object({ user: OPTIONAL }), ['user.password']],
    ['an object with required secrets', object({ q: TEXT, user: REQUIRED }), ['user.password']],
    ['a branch', object({ user: { anyOf: [TEXT, REQUIRED] } }), ['user.password']],
    [
      'other values',
      object({ users: { type: 'object', additionalProperties: OPTIONAL } }),
      ['users.password'],
    ],
    ['a recursive schema', object({ node: NODE }), ['password'], node(false)],
    [
      'a recursive schema that requires it',
      object({ q: TEXT, node: NODE }),
      ['node.password'],
      node(true),
    ],
  ])('%s: optional ones are no arguments', (_, schema, expected, schemas) => {
    const { tools, skipped, losses } = importedOne(body(schema), 'post', schemas);
    expect(skipped).toEqual([]);
    expect(losses).toEqual(
      expected.map((path) => ({
        at: 'POST /users',
        kind: 'secret',
        detail: `"${path}" is a secret, not an argument.`,
      })),
    );
    expect(JSON.stringify(tools)).not.toContain('password');
  });

  it.each<[string, Obj, string, Obj?]>([
    ['a property of the body', REQUIRED, 'password'],
    ['items of a body that is a list', list(REQUIRED), 'body.password'],
    ['an object', object({ user: REQUIRED }, 'user'), 'user.password'],
    [
      'all branches',
      object({ user: { oneOf: [REQUIRED, object({ token: TEXT }, 'token')] } }, 'user'),
      'user.password',
    ],
    ['a recursive schema', object({ node: NODE }, 'node'), 'node.password', node(true)],
  ])('%s: an operation that requires one is skipped', (_, schema, path, schemas) => {
    expect(importedOne(body(schema), 'post', schemas)).toEqual({
      tools: [],
      skipped: [{ at: 'POST /users', reason: `It requires the secret "${path}" as an argument.` }],
      losses: [],
    });
  });

  it.each(['privateKeyPem', 'pwd', 'otp', 'passcode', 'recovery_code'])('"%s" is one', (name) => {
    const { skipped } = importedOne(body(object({ q: TEXT, [name]: TEXT }, name)));
    const reason = `It requires the secret "${name}" as an argument.`;
    expect(skipped).toEqual([{ at: 'POST /users', reason }]);
  });

  it.each(['country_code', 'code', 'hotp_label', 'verification_code'])('"%s" is none', (name) => {
    const { tools } = importedOne(body(object({ q: TEXT, [name]: TEXT }, name)));
    expect(JSON.stringify(tools)).toContain(name);
  });

  it.each<[string, Obj, boolean]>([
    ['an amount that is reserved', { authorization: object({ amount: TEXT }) }, true],
    ['the name of a key', { api_key: { $ref: '#/components/schemas/Named' } }, true],
    ['what may be null', { token: { anyOf: [object({ id: TEXT }), { type: 'null' }] } }, true],
    ['one of some words', { password: { type: 'string', enum: ['optional', 'required'] } }, true],
    ['an object with the secret', { token: object({ value: TEXT }) }, false],
    ['an object with a part of it', { authorization: object({ type: TEXT, token: TEXT }) }, false],
    ['an object of unknown members', { authorization: { type: 'object' } }, false],
    ['credentials', { credentials: object({ kind: TEXT }) }, false],
  ])('data with the name of a secret is an argument: %s', (_, properties, isKept) => {
    const [name = ''] = Object.keys(properties);
    const named = {
      Named: object({ name: TEXT, of: list({ $ref: '#/components/schemas/Named' }) }),
    };
    const { tools, losses } = importedOne(body(object({ q: TEXT, ...properties })), 'post', named);
    const detail = `"${name}" is a secret, not an argument.`;
    expect(losses).toEqual(isKept ? [] : [{ at: 'POST /users', kind: 'secret', detail }]);
    const { inputSchema } = tools[0]?.tool as { inputSchema: Obj };
    expect(Object.hasOwn(inputSchema.properties as Obj, name)).toBe(isKept);
  });

  it('a token of an operation without sign-in is a secret, not that of the sign-in', () => {
    const document = one({ operationId: 'a', security: [{ bearer: [] }], responses: {} });
    const upload = {
      operationId: 'b',
      security: [],
      responses: {},
      parameters: [{ name: 'token', in: 'query', required: true, schema: TEXT }],
    };
    const all = toolsOfDocument({
      ...document,
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      paths: { ...(document.paths as Obj), '/upload': { post: upload } },
    });
    expect(withoutSecrets(specOf(all, all.tools).tools).skipped).toEqual([
      { at: 'POST /upload', reason: 'It requires the secret "token" as an argument.' },
    ]);
  });

  it('a text that chooses the user of the call is no argument, whether to act as one is', () => {
    const user = object({ text: TEXT, on_behalf_of: TEXT, as_user: { type: 'boolean' } });
    const { tools, losses } = importedOne(body(user));
    expect(JSON.stringify(tools)).not.toContain('on_behalf_of');
    expect(JSON.stringify(tools)).toContain('as_user');
    expect(losses.map(({ detail }) => detail)).toEqual([
      '"on_behalf_of" chooses the user of the call. It is not an argument.',
    ]);
    const { skipped } = importedOne(body({ ...user, required: ['on_behalf_of'] }));
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'It requires "on_behalf_of", which chooses the user of the call, as an argument.',
    ]);
  });

  it.each([
    ['a request for a token is skipped: it is that of the sign-in', 'access_token', 1],
    ['settings of an OAuth client are arguments', 'id', 0],
  ])('%s', (_, field, number) => {
    const content = { 'application/json': { schema: object({ [field]: TEXT }) } };
    const { tools, skipped } = importedOne({
      ...body(object({ grant_type: TEXT, client_secret: TEXT }, 'grant_type')),
      responses: { 200: { description: 'OK', content } },
    });
    expect(tools).toHaveLength(1 - number);
    const reason = 'It requests an access token, which the sign-in does.';
    expect(skipped).toEqual([{ at: 'POST /users', reason, isChoice: true }].slice(0, number));
  });

  it.each([
    ['a list', list(REQUIRED), 'It requires the secret "body" as an argument.'],
    [
      'an object',
      object({ password: TEXT }),
      'Nothing of its body can be an argument: "password".',
    ],
  ])('an operation whose whole body would be gone is skipped: %s', (_, schema, reason) => {
    const content = { 'application/json': { schema } };
    const parameters = [{ name: 'q', in: 'query', schema: TEXT }];
    const { skipped } = importedOne({ parameters, requestBody: { required: false, content } });
    expect(skipped).toEqual([{ at: 'POST /users', reason }]);
  });

  it.each([
    ['/authorizations/{authorization}', '/authorizations/{authorization_id}'], // prettier-ignore
    ['/secrets/{secret}', '/secrets/{secret_id}'],
    ['/keys/{key}', '/keys/{key}'],
    ['/secrets/{secret_name}', '/secrets/{secret_name}'],
    ['/sessions/{session}', '/sessions/{session}'],
    ['/tokens/{token}', undefined],
    ['/sessions/{session_token}', undefined],
    ['/secrets/{secret_key}', undefined],
    ['/passwords/{password}', undefined],
    ['/verify/{credential}', undefined],
    ['/recovery-codes/{recoveryCode}', undefined],
    ['/country-codes/{countryCode}', '/country-codes/{countryCode}'],
  ])(
    'what identifies a resource is an argument, what grants access is not: %s',
    (path, expected) => {
      const all = toolsOfDocument(one({}, {}, path));
      const [draft] = withoutSecrets(specOf(all, all.tools).tools).tools;
      expect(draft && (draft.tool.request as Obj).path).toBe(expected);
    },
  );

  it.each<[string, Obj, string, number]>([
    ['a password among the parameters of a sign-in', parameter('password'), 'get', 0],
    ['a password in the query of a sign-in with POST', parameter('user_password'), 'post', 0],
    ['a key that the sign-in of the provider sends', parameter('api_key'), 'get', 1],
    ['a secret that only clients without sign-in send', parameter('client_secret'), 'get', 1],
    ['a number', parameter('password', { type: 'integer' }), 'get', 1],
  ])('%s, although optional: %#', (_, operation, method, tools) => {
    const result = importedOne(operation, method);
    expect([result.tools.length, result.skipped.length]).toEqual([tools, 1 - tools]);
  });
});

describe('secrets in results', () => {
  const result = (schema: Obj) => ({
    responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
  });
  it.each<[string, Obj, ...string[]]>([
    ['a field', OPTIONAL, 'password'],
    ['a field of each item', list(OPTIONAL), 'password'],
    ['a field of an object in a list', object({ users: list(OPTIONAL) }), 'users.password'],
    ['fields of branches', { anyOf: [OPTIONAL, object({ apiKey: TEXT })] }, 'password', 'apiKey'],
    [
      'fields of values with any name',
      object({ users: { type: 'object', additionalProperties: list(OPTIONAL) } }),
      'users.*.password',
    ],
    ['no strings', object({ token: { type: 'integer' }, next_page_token: TEXT })],
  ])('stay, with their paths for "exclude": %s', (_, schema, ...fields) => {
    const { tools, losses } = importedOne(result(schema), 'get');
    expect(losses).toEqual([]);
    for (const path of fields) {
      expect(JSON.stringify(tools)).toContain(`"${path.replace(/.*\./, '')}"`);
    }
    expect(secretResults(tools)).toEqual(fields.length > 0 ? [{ at: 'GET /users', fields }] : []);
  });
});
