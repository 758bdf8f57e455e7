import { expect, it } from 'vitest';
import { toolsOfDocument } from '../../src/openapi/import.js';
import type { RawObject } from '../../src/openapi/model.js';
import { documentSpec } from '../../src/openapi/spec.js';
import { connectionChanges, connectionOf } from '../../src/openapi/update/connection.js';
import { applyDecision } from '../../src/openapi/update/decide.js';
import {
  movedOperations,
  reviewDocument,
  toLockedTool,
} from '../../src/openapi/update/reconcile.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://api.acme.test/v1' }],
  security: [{ oauth: ['rooms:read'] }],
  paths: {
    '/rooms': {
      get: {
        operationId: 'listRooms',
        parameters: [
          { name: 'kind', in: 'query', schema: { type: 'string', enum: ['a', 'b'] } },
          { name: 'size', in: 'query', schema: { type: 'integer', maximum: 50, default: 20 } },
          { name: 'name', in: 'query', schema: { type: 'string', maxLength: 20 } },
        ],
        responses: { 200: { description: 'OK', ...json({ type: 'array', items: ref('Room') }) } },
      },
      post: {
        operationId: 'createRoom',
        requestBody: { required: true, ...json(ref('NewRoom')) },
        responses: { 201: { description: 'OK', ...json(ref('Room')) } },
      },
    },
    '/rooms/{id}': {
      get: {
        operationId: 'getRoom',
        parameters: [id],
        responses: { 200: { description: 'OK', ...json(ref('Room')) } },
      },
    },
  } as RawObject,
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://sso.acme.test/authorize',
            tokenUrl: 'https://sso.acme.test/token',
            scopes: { 'rooms:read': 'Read.', 'rooms:write': 'Write.' },
          },
        },
      },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    } as RawObject,
    schemas: {
      Room: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          kind: { type: 'string', enum: ['a', 'b'] },
          seats: { type: 'integer', maximum: 50 },
          owner: {
            type: 'object',
            properties: { name: { type: 'string' }, phone: { type: 'string' } },
          },
          tags: {
            type: 'array',
            items: { type: 'object', properties: { label: { type: 'string' } } },
          },
        },
      },
      NewRoom: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', maxLength: 20 },
          seats: { type: 'integer', minimum: 1, maximum: 50 },
          owner: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, phone: { type: 'string' } },
          },
          tags: { type: 'array', maxItems: 5, items: { type: 'string', enum: ['x', 'y'] } },
          door: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
        },
      },
    } as RawObject,
  },
};

const LIST = '/paths/~1rooms/get';
const GET = '/paths/~1rooms~1{id}/get';
const ROOM = '/components/schemas/Room';
const NEW = '/components/schemas/NewRoom';
const FLOW = '/components/securitySchemes/oauth/flows/authorizationCode';

type Judgement = 'breaking' | 'other' | 'same';

/** What changes, where, the new value (undefined: gone), and what callers notice. */
const ROWS: [what: string, pointer: string, value: unknown, judgement: Judgement][] = [
  ['nothing', '/info/version', '2', 'same'],
  ['text of an operation', `${LIST}/summary`, 'Another one.', 'other'],
  ['text of an argument', `${LIST}/parameters/0/description`, 'Another.', 'other'],
  ['text of a result', `${ROOM}/properties/name/description`, 'Another.', 'other'],
  ['argument: value of a choice gone', `${LIST}/parameters/0/schema/enum`, ['a'], 'breaking'],
  ['argument: value of a choice new', `${LIST}/parameters/0/schema/enum`, ['a', 'b', 'c'], 'other'],
  ['argument: choice becomes text', `${LIST}/parameters/0/schema`, { type: 'string' }, 'other'],
  [
    'argument: text becomes a choice',
    `${LIST}/parameters/2/schema`,
    { type: 'string', enum: ['a'] },
    'breaking',
  ],
  ['argument: higher maximum', `${LIST}/parameters/1/schema/maximum`, 100, 'other'],
  ['argument: lower maximum', `${LIST}/parameters/1/schema/maximum`, 25, 'breaking'],
  ['argument: no maximum', `${LIST}/parameters/1/schema/maximum`, undefined, 'other'],
  ['argument: a minimum', `${LIST}/parameters/1/schema/minimum`, 3, 'breaking'],
  ['argument: another default', `${LIST}/parameters/1/schema/default`, 30, 'breaking'],
  ['argument: no default', `${LIST}/parameters/1/schema/default`, undefined, 'breaking'],
  ['argument: longer text', `${LIST}/parameters/2/schema/maxLength`, 30, 'other'],
  ['argument: shorter text', `${LIST}/parameters/2/schema/maxLength`, 10, 'breaking'],
  ['argument: pattern', `${LIST}/parameters/2/schema/pattern`, '^a', 'breaking'],
  ['argument: integer becomes number', `${LIST}/parameters/1/schema/type`, 'number', 'other'],
  ['argument: integer becomes text', `${LIST}/parameters/1/schema`, { type: 'string' }, 'breaking'],
  [
    'argument: also null, which no query has',
    `${LIST}/parameters/2/schema/type`,
    ['string', 'null'],
    'same',
  ],
  ['argument: required', `${LIST}/parameters/2/required`, true, 'breaking'],
  ['argument: gone', `${LIST}/parameters/2`, undefined, 'breaking'],
  ['argument: another name', `${LIST}/parameters/2/name`, 'title', 'breaking'],
  [
    'argument: new and optional',
    `${LIST}/parameters/3`,
    { name: 'x', in: 'query', schema: { type: 'string' } },
    'other',
  ],
  [
    'argument: new and required',
    `${LIST}/parameters/3`,
    { name: 'x', in: 'query', required: true, schema: { type: 'string' } },
    'breaking',
  ],
  ['body: optional member new', `${NEW}/properties/note`, { type: 'string' }, 'other'],
  ['body: required member new', `${NEW}/required`, ['name', 'seats'], 'breaking'],
  ['body: required becomes optional', `${NEW}/required`, [], 'other'],
  ['body: member gone', `${NEW}/properties/seats`, undefined, 'breaking'],
  ['body: higher minimum', `${NEW}/properties/seats/minimum`, 2, 'breaking'],
  ['body: lower minimum', `${NEW}/properties/seats/minimum`, 0, 'other'],
  [
    'body: integer, and text as well',
    `${NEW}/properties/seats`,
    { oneOf: [{ type: 'integer', minimum: 1, maximum: 50 }, { type: 'string' }] },
    'other',
  ],
  ['body: a branch gone', `${NEW}/properties/door`, { type: 'string' }, 'breaking'],
  [
    'body: a branch more',
    `${NEW}/properties/door/oneOf`,
    [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }],
    'other',
  ],
  ['body, in depth: required', `${NEW}/properties/owner/required`, ['name', 'phone'], 'breaking'],
  ['body, in depth: optional', `${NEW}/properties/owner/required`, undefined, 'other'],
  [
    'body, in depth: member gone',
    `${NEW}/properties/owner/properties/phone`,
    undefined,
    'breaking',
  ],
  ['body, in depth: default', `${NEW}/properties/owner/properties/phone/default`, '1', 'breaking'],
  ['body: items narrower', `${NEW}/properties/tags/items/enum`, ['x'], 'breaking'],
  ['body: items wider', `${NEW}/properties/tags/items/enum`, ['x', 'y', 'z'], 'other'],
  ['body: fewer items', `${NEW}/properties/tags/maxItems`, 3, 'breaking'],
  ['body: more items', `${NEW}/properties/tags/maxItems`, 9, 'other'],
  ['result: member new', `${ROOM}/properties/note`, { type: 'string' }, 'other'],
  ['result: member gone', `${ROOM}/properties/seats`, undefined, 'breaking'],
  [
    'result: text becomes a list',
    `${ROOM}/properties/id`,
    { type: 'array', items: { type: 'string' } },
    'breaking',
  ],
  ['result: integer becomes number', `${ROOM}/properties/seats/type`, 'number', 'breaking'],
  ['result: number becomes text', `${ROOM}/properties/seats`, { type: 'string' }, 'breaking'],
  [
    'result, in depth: member gone',
    `${ROOM}/properties/owner/properties/phone`,
    undefined,
    'breaking',
  ],
  [
    'result, in depth: member new',
    `${ROOM}/properties/owner/properties/mail`,
    { type: 'string' },
    'other',
  ],
  [
    'result, in a list: member gone',
    `${ROOM}/properties/tags/items/properties`,
    { other: { type: 'string' } },
    'breaking',
  ],
  [
    'result, in a list: another type',
    `${ROOM}/properties/tags/items/properties/label/type`,
    'integer',
    'breaking',
  ],
  [
    'result: object becomes a list',
    `${GET}/responses/200/content/application~1json/schema`,
    { type: 'array', items: ref('Room') },
    'breaking',
  ],
  [
    'result: list becomes an object',
    `${LIST}/responses/200/content/application~1json/schema`,
    ref('Room'),
    'breaking',
  ],
  ['result: no content', `${GET}/responses`, { 204: { description: 'Nothing' } }, 'breaking'],
  ['base URL: another host', '/servers/0/url', 'https://api2.acme.test/v1', 'breaking'],
  ['base URL: another path', '/servers/0/url', 'https://api.acme.test/v2', 'breaking'],
  ['sign-in: another scheme', '/security', [{ key: [] }], 'breaking'],
  ['sign-in: token URL', `${FLOW}/tokenUrl`, 'https://sso2.acme.test/token', 'breaking'],
  [
    'sign-in: authorization URL',
    `${FLOW}/authorizationUrl`,
    'https://sso2.acme.test/authorize',
    'breaking',
  ],
  ['sign-in: a scope more', '/security', [{ oauth: ['rooms:read', 'rooms:write'] }], 'breaking'],
  ['sign-in: another scope', '/security', [{ oauth: ['rooms:write'] }], 'breaking'],
  ['sign-in: none', '/security', undefined, 'breaking'],
  ['another variable in a path', '/paths', withRenamedVariable(), 'same'],
  ['another method', LIST, undefined, 'breaking'],
];

/** The paths, with another name of a variable. */
function withRenamedVariable() {
  const { '/rooms/{id}': item, ...others } = DOCUMENT.paths as Record<string, RawObject>;
  const text = JSON.stringify(item).replace('"name":"id"', '"name":"room_id"');
  return { ...others, '/rooms/{room_id}': JSON.parse(text) as RawObject };
}

function changed(pointer: string, value: unknown): RawObject {
  const copy = structuredClone(DOCUMENT) as RawObject;
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/'));
  const last = keys.pop() ?? '';
  const parent = keys.reduce<RawObject>((at, key) => at[key] as RawObject, copy);
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

function read(document: RawObject) {
  const all = toolsOfDocument(document, { deprecated: true });
  const { provider, tools, skipped } = documentSpec(all, all.tools);
  return { all, drafts: tools, skipped, api: connectionOf(provider) };
}

it.each(ROWS)('the judgement of a change in a document: %s', (_, pointer, value, judgement) => {
  const [was, now] = [read(DOCUMENT), read(changed(pointer, value))];
  const decisions = new Map(was.drafts.map(({ key }) => [key, { enabled: true }]));
  const tools = Object.fromEntries(was.drafts.map((draft) => [draft.key, toLockedTool(draft)]));
  const lock = { sha256: '', others: [], tools };
  const operations = now.all.tools;
  const moved = movedOperations(lock, operations);
  const { drafts, skipped } = now;
  const review = reviewDocument({
    lock,
    overlay: { decisions },
    operations,
    moved,
    drafts,
    skipped,
  });
  const isBreaking =
    review.removed.length + connectionChanges(was.api, now.api).length > 0 ||
    review.changedTools.some(({ breakingChanges }) => breakingChanges.length > 0);
  expect(isBreaking ? 'breaking' : review.changedTools.length > 0 ? 'other' : 'same').toBe(
    judgement,
  );
});

it('an argument of the document with the name that a person gave another one is breaking', () => {
  const key = 'GET /rooms';
  const decision = { enabled: true, arguments: { kind: { name: 'sort' } } };
  const named = { name: 'sort', in: 'query', schema: { type: 'string' } };
  const [was, now] = [read(DOCUMENT), read(changed(`${LIST}/parameters/3`, named))];
  const draft = was.drafts.find((each) => each.key === key)!;
  const lock = {
    sha256: '',
    others: [],
    tools: { [key]: toLockedTool(applyDecision(draft, decision).draft) },
  };
  const { all, drafts, skipped } = now;
  const overlay = { decisions: new Map([[key, decision]]) };
  const review = reviewDocument({
    lock,
    overlay,
    operations: all.tools,
    moved: [],
    drafts: drafts.filter((each) => each.key === key),
    skipped,
  });
  expect(review.changedTools.flatMap(({ breakingChanges }) => breakingChanges)).toContain(
    '"sort" is now another argument: what it sent is "kind".',
  );
});
