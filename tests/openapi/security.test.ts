import { describe, expect, it } from 'vitest';
import { missingOptions } from '../../src/sources/openapi/provider.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import { serversOf, withServerPath } from '../../src/openapi/document/servers.js';
import { obj, type Obj } from '../../src/openapi/model.js';
import { specOf } from '../../src/openapi/spec.js';
import { body, one } from './documents.js';

const security = [{ sign_in: [] }];
const documentWith = (scheme: Obj, more: Obj = { security }) =>
  toolsOfDocument(one(more, { components: { securitySchemes: { sign_in: scheme } } }));
const oauth2 = (flows: Obj) => ({ type: 'oauth2', flows });
const code = (origin: string) =>
  oauth2({
    authorizationCode: { authorizationUrl: `${origin}/authorize`, tokenUrl: `${origin}/token` },
  });

it('operations say whether they need the sign-in, and those that it does not open are reported', () => {
  const responses = { 200: { description: 'ok' } };
  const paths = Object.fromEntries(
    Object.entries({
      a: undefined,
      b: undefined,
      c: [{ other: [] }],
      d: [],
      e: [{}, { other: [] }],
      f: [{}, { sign_in: [] }],
      g: [{ other: [] }, { sign_in: [] }],
    }).map(([id, own]) => [
      `/${id}`,
      { get: { operationId: id, responses, ...(own && { security: own }) } },
    ]),
  );
  const securitySchemes = {
    sign_in: { type: 'http', scheme: 'bearer' },
    other: { type: 'http', scheme: 'basic' },
  };
  const signIns = (authStyle?: string, whole: Obj = { security }) => {
    const { tools, losses, checkPath } = toolsOfDocument(
      { ...one({}, { ...whole, components: { securitySchemes } }), paths },
      { authStyle },
    );
    const requests = tools.map(({ id = '', request }) => [id, request.signIn ?? '']);
    const others = losses.filter(({ kind }) => kind === 'sign-in');
    return {
      ...Object.fromEntries(requests),
      checkPath,
      others: others.map(({ at, detail }) => `${at}: ${detail}`),
    } as Obj;
  };
  const needed = '', others: string[] = []; // prettier-ignore
  const stated = { a: needed, b: needed, c: needed, d: 'none', e: 'none', f: 'optional', g: needed, checkPath: '/a' }; // prettier-ignore
  expect(signIns()).toEqual({
    ...stated,
    others: ['GET /c: It needs the security scheme other, and the sign-in is sign_in.'],
  });
  expect(signIns('basic')).toEqual({
    ...{ ...stated, checkPath: '/c', e: 'optional', f: 'none' },
    others: ['/a', '/b'].map(
      (path) => `GET ${path}: It needs the security scheme sign_in, and the sign-in is other.`,
    ),
  });
  // A sign-in that the document does not have may open everything, and none opens nothing.
  expect(signIns('api-key')).toEqual({ ...stated, e: 'optional', others });
  expect(signIns('none')).toEqual({ ...stated, d: needed, e: needed, f: needed, others });
  // Where some operations state a sign-in, the others may need none.
  expect(signIns(undefined, {})).toMatchObject({ a: 'optional', b: 'optional', d: 'none' });
});

describe('a sign-in that cannot be used', () => {
  it.each<[string, Obj, string]>([
    ['plain HTTP', code('http://a.test'), 'Its endpoint http://a.test/authorize is not encrypted.'],
    ['a relative endpoint', code(''), 'Its endpoint /authorize is not complete.'],
    [
      'credentials in a URL',
      code('https://ann:app-secret@a.test'),
      'Its endpoint https://a.test/authorize contains credentials.',
    ],
    ['another flow', oauth2({ implicit: {} }), 'OAuth 2.1 does not have the flows: implicit.'],
    [
      'another type',
      { type: 'mutualTLS' },
      'Security schemes of the type mutualTLS are not supported.',
    ],
  ])('is reported, and the reason why --auth is required: %s', (_, scheme, reason) => {
    const all = documentWith(scheme);
    const detail = `The security scheme "sign_in" is not used. ${reason}`;
    expect(all.losses).toContainEqual({ at: 'document', kind: 'security', detail });
    const { provider } = specOf(all, all.tools);
    expect(missingOptions(provider, all)).toEqual({ flags: ['--auth'], reasons: [detail] });
  });

  it('is not reported where no operation has it', () => {
    const { losses } = documentWith({ type: 'mutualTLS' }, {});
    expect(losses.map(({ kind }) => kind)).not.toContain('security');
  });

  it('is a part of what operations need', () => {
    const { losses } = documentWith(
      { type: 'http', scheme: 'bearer' },
      { security: [{ sign_in: [], key: [] }] },
    );
    const detail =
      '1 operation must be sent with several security schemes at once. The sign-in is one of them.';
    expect(losses).toContainEqual({ at: 'document', kind: 'security', detail });
  });
});

describe('keys that requests carry together', () => {
  const key = (name: string, place = 'header') => ({ type: 'apiKey', in: place, name });
  const DATADOG = { apiKeyAuth: key('DD-API-KEY'), appKeyAuth: key('DD-APPLICATION-KEY') };
  const TRELLO = { APIToken: key('token', 'query'), APIKey: key('key', 'query') };

  it.each<[string, Obj, string[][], Obj | undefined]>([
    [
      'are one sign-in',
      DATADOG,
      [['apiKeyAuth', 'appKeyAuth']],
      {
        ...{ style: 'api-key', in: 'header', name: 'DD-API-KEY' },
        furtherKeys: { appKey: { in: 'header', name: 'DD-APPLICATION-KEY' } },
      },
    ],
    [
      'are in the order that leaves each its name',
      TRELLO,
      [['APIToken', 'APIKey']],
      {
        ...{ style: 'api-key', in: 'query', name: 'key' },
        furtherKeys: { apiToken: { in: 'query', name: 'token' } },
      },
    ],
    [
      'have names that are free',
      { a_key: key('A'), 'a-key': key('B'), server: key('C'), baseUrl: key('D') },
      [['a_key', 'a-key', 'server', 'baseUrl']],
      {
        ...{ style: 'api-key', in: 'header', name: 'A' },
        furtherKeys: {
          aKey: { in: 'header', name: 'B' },
          key3: { in: 'header', name: 'C' },
          key4: { in: 'header', name: 'D' },
        },
      },
    ],
    [
      'are one where their place is',
      { ...DATADOG, again: { type: 'apiKey', in: 'header', name: 'dd-api-key' } },
      [['apiKeyAuth', 'again']],
      { style: 'api-key', in: 'header', name: 'DD-API-KEY' },
    ],
    [
      'are not those of a scheme that is no key',
      { ...DATADOG, user: { type: 'http', scheme: 'basic' } },
      [['apiKeyAuth', 'user']],
      undefined,
    ],
  ])('%s', (_, securitySchemes, alternatives, auth) => {
    const security = alternatives.map((names) =>
      Object.fromEntries(names.map((name) => [name, []])),
    );
    const all = toolsOfDocument(one({ security }, { components: { securitySchemes } }));
    const [first] = all.security.choices;
    expect(all.security.refused.length).toBe(auth ? 0 : 1);
    if (auth) expect(first?.auth).toMatchObject(auth);
    const isAlone = auth === undefined || !('furtherKeys' in auth);
    expect(first?.auth.furtherKeys === undefined).toBe(isAlone);
  });
});

it('plain HTTP on this machine is used', () => {
  const all = documentWith(code('http://localhost:8080'));
  expect(specOf(all, all.tools).provider.auth).toMatchObject({ style: 'oauth2' });
});

it.each([
  ['https://api.test', '/v1', 'https://api.test/v1'],
  ['https://api.test/', '/v1', 'https://api.test/'],
  ['https://api.test/v2', '/v1', 'https://api.test/v2'],
  ['https://api.test', 'https://other.test/v1', 'https://api.test'],
])('the base URL %s has the path of the server %s', (stated, url, expected) => {
  const servers = serversOf({ servers: [{ url }] });
  expect(withServerPath(stated, servers)).toBe(expected);
});

it.each([
  ['http://up.test', 'The server http://up.test/ is not encrypted.'],
  ['http://me:pass@up.test/v1', 'The server http://up.test/v1 is not encrypted.'],
  ['/', 'The server / has no host: add "--base-url https://HOST".'],
  ['/v1', 'The server /v1 has no host: add "--base-url https://HOST/v1".'],
])('the server %s is the reason why --base-url is required', (url, reason) => {
  const all = toolsOfDocument(one({}, { servers: [{ url }] }));
  const { provider } = specOf(all, all.tools);
  expect(missingOptions(provider, all)).toEqual({ flags: ['--base-url'], reasons: [reason] });
});

it.each<[string, Obj, string | undefined]>([
  ['in its description', { description: 'Format: `Token token=<API_KEY>`' }, 'Token token='],
  ['in a header', { description: 'Send Authorization: Bearer {token}.' }, 'Bearer '],
  ['in its default', { 'x-default': 'Acme-API-Key your-private-api-key' }, 'Acme-API-Key '],
  ['nowhere', { description: 'Enter your <token> here.' }, undefined],
  ['for another header', { name: 'X-Key', description: '`Token <key>`' }, undefined],
])('the prefix of a key is what the document shows: %s', (_, more, prefix) => {
  const scheme = { type: 'apiKey', in: 'header', name: 'Authorization', ...more };
  const [choice] = documentWith(scheme).security.choices;
  expect(choice?.auth.prefix).toBe(prefix);
});

describe('credentials that are plain parameters', () => {
  const at = (name: string, place = 'header', more: Obj = {}) => ({
    ...{ name, in: place, required: true, schema: { type: 'string' } },
    ...more,
  });
  const q = at('q', 'query');

  it.each<[string, Obj[], Obj | undefined, ...string[]]>([
    ['a header', [at('X-Api-Key')], { style: 'api-key', in: 'header', name: 'X-Api-Key' }],
    ['in the query', [at('api_key', 'query')], { style: 'api-key', in: 'query', name: 'api_key' }],
    [
      'a pair of headers',
      [at('X-User-Id'), at('X-Auth-Token')],
      {
        ...{ style: 'api-key', in: 'header', name: 'X-Auth-Token' },
        furtherKeys: { userId: { in: 'header', name: 'X-User-Id' } },
      },
    ],
    [
      'one of several that are optional',
      [at('key', 'query', { required: false }), at('X-Api-Key', 'header', { required: false })],
      { style: 'api-key', in: 'header', name: 'X-Api-Key' },
    ],
    [
      'a bearer',
      [at('Authorization', 'header', { description: 'Bearer {token}' })],
      { style: 'bearer' },
    ],
    [
      'a bearer beside a key',
      [at('Authorization', 'header', { description: 'Bearer {token}' }), at('X-App-Id')],
      {
        ...{ style: 'api-key', in: 'header', name: 'Authorization', prefix: 'Bearer ' },
        furtherKeys: { appId: { in: 'header', name: 'X-App-Id' } },
      },
    ],
    ['an id alone is none', [at('X-App-Id')], { style: 'none' }, 'x_app_id'],
  ])('%s', (_, parameters, auth, ...others) => {
    const all = toolsOfDocument(one({ parameters: [...parameters, q] }));
    const { provider } = specOf(all, all.tools);
    expect(provider.auth).toEqual(auth);
    expect(Object.keys(all.tools[0]?.inputSchema.properties ?? {})).toEqual([...others, 'q']);
  });

  it('join the keys of the document', () => {
    const securitySchemes = { appKey: { type: 'apiKey', in: 'header', name: 'X-App-Key' } };
    const stated = { security: [{ appKey: [] }], parameters: [at('X-Api-Key')] };
    const all = toolsOfDocument(one(stated, { components: { securitySchemes } }));
    expect(all.security.choices[0]?.auth).toEqual({
      ...{ style: 'api-key', in: 'header', name: 'X-Api-Key' },
      furtherKeys: { appKey: { in: 'header', name: 'X-App-Key' } },
    });
  });

  it('of a header of the sign-in are no fields of a body', () => {
    const secret = { type: 'apiKey', in: 'header', name: 'ACME-SECRET' };
    const schema = { type: 'object', properties: { secret: {}, secret_santa: {} } };
    const stated = { security: [{ secret: [] }], ...body(schema) };
    const all = toolsOfDocument(
      one(stated, { components: { securitySchemes: { secret } } }, '/a', 'post'),
    );
    expect(Object.keys(all.tools[0]?.inputSchema.properties ?? {})).toEqual(['secret_santa']);
  });

  const APP = { style: 'api-key', in: 'header', name: 'X-App' };
  const post = (content: Obj) => ({ requestBody: { content }, responses: {} });
  const fields = (properties: Obj, type = 'application/json') =>
    post({ [type]: { schema: { type: 'object', required: Object.keys(properties), properties } } });
  const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { type: 'string' }])); // prettier-ignore

  it.each<[string, Obj[], Obj | undefined, ...string[]]>([
    [
      'of JSON and forms',
      [fields(texts('token', 'q')), fields(texts('token'), 'application/x-www-form-urlencoded')],
      { style: 'api-key', in: 'body', name: 'token' },
    ],
    [
      'with the id of the client',
      [fields(texts('client_id', 'secret', 'q', 'user_id'))],
      {
        ...{ style: 'api-key', in: 'body', name: 'secret' },
        furtherKeys: { clientId: { in: 'body', name: 'client_id' } },
      },
      'user_id',
    ],
    [
      'named key, if it is said to be that of the API',
      [fields({ ...texts('q'), key: { type: 'string', description: 'A valid API key' } })],
      { style: 'api-key', in: 'body', name: 'key' },
    ],
    ['not those of data', [fields(texts('key', 'q'))], APP, 'key'],
    [
      'not those beside a sign-in of the document',
      [{ ...fields(texts('api_token', 'q')), security: [{ app: [] }] }],
      APP,
      'api_token',
    ],
  ])('in the bodies: %s', (_, operations, auth, ...others) => {
    const securitySchemes = { app: { type: 'apiKey', in: 'header', name: 'X-App' } };
    const document = one({}, { components: { securitySchemes } });
    const paths = Object.fromEntries(operations.map((each, i) => [`/${i}`, { post: each }]));
    const all = toolsOfDocument({ ...document, paths });
    const { provider } = specOf(all, all.tools);
    expect(provider.auth).toEqual(auth);
    const args = Object.keys(all.tools[0]?.inputSchema.properties ?? {});
    expect(args.toSorted()).toEqual(['q', ...others].toSorted());
  });

  it('in the bodies are in the query of requests without one', () => {
    const paths = {
      '/a': { get: { parameters: [at('token', 'query')] }, post: fields(texts('token')) },
    };
    const all = toolsOfDocument({ ...one({}), paths });
    expect(all.security.choices[0]?.auth).toEqual({ style: 'api-key', in: 'body', name: 'token' });
    expect(
      all.tools.flatMap(({ inputSchema }) => Object.keys(obj(inputSchema.properties))),
    ).toEqual([]);
  });

  it('are those of most operations', () => {
    const document = one({});
    const get = (parameters: Obj[]) => ({ get: { parameters, responses: {} } });
    const paths = { '/a': get([at('X-Api-Key')]), '/b': get([]), '/c': get([]) };
    expect(toolsOfDocument({ ...document, paths }).security.choices).toEqual([]);
  });
});
