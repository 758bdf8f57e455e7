import { expect, it } from 'vitest';
import type { RawObject } from '../../../src/openapi/model.js';
import { withoutWrongDefaults } from '../../../src/sources/openapi/import.js';
import { body, first, one } from '../../openapi/documents.js';

const text = { type: 'string' };
const schemas = {
  Pet: {
    type: 'object',
    required: ['kind'],
    properties: { kind: text },
    discriminator: { propertyName: 'kind' },
  },
  Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { meows: text } }] },
};
const pet = { $ref: '#/components/schemas/Pet' };
const header = (name: string) => ({ parameters: [{ name, in: 'header', schema: text }] });
const part = (encoding: RawObject) => ({
  requestBody: {
    content: {
      'multipart/form-data': {
        schema: { type: 'object', properties: { meta: { type: 'object' } } },
        encoding: { meta: encoding },
      },
    },
  },
});

it.each<[string, RawObject, string]>([
  ['the connection', header('Host'), 'Header "Host" is set by the runtime.'],
  ['subtypes of a body', body(pet), 'Properties of the subtypes Cat are left out.'],
  [
    'a required property that is not described',
    body({ type: 'object', properties: { a: text }, required: ['b'] }),
    '"b" is required, but not described.',
  ],
  [
    'fields of a parameter that are parameters, too',
    {
      parameters: [
        { name: 'created', in: 'query', schema: text },
        { name: 'sort', in: 'query', schema: { oneOf: [{ properties: { created: text } }] } },
      ],
    },
    'The query parameter "sort" has the field "created", which is a parameter, too. It is not an argument.',
  ],
  [
    'headers of a part',
    part({ headers: { 'X-Part': { schema: text } } }),
    'Headers of the part "meta" are not sent.',
  ],
  [
    'the style of a part',
    part({ style: 'deepObject', explode: true }),
    'The part "meta" is sent as JSON: forms with files have no styles.',
  ],
])('lists %s', (_, operation, detail) => {
  const { losses } = first(one(operation, { components: { schemas } }, '/things', 'post'));
  expect(losses.map((loss) => loss.detail)).toContain(detail);
});

it.each<[string, RawObject, unknown]>([
  ['a text for a number', { type: 'integer' }, 'ten'],
  ['null', { type: 'string' }, null],
  ['no choice', { type: 'string', enum: ['a', 'b'] }, 'c'],
  ['below the least', { type: 'integer', minimum: 5 }, 1],
  ['not what its reference allows', { $ref: '#/$defs/Node' }, 1],
])('leaves out a default that is %s, and keeps the operation', (_, plain, wrong) => {
  const right = { type: 'integer', default: 3 };
  const schema = (items: RawObject) => ({
    type: 'object',
    properties: { right, inner: { type: 'array', items } },
    $defs: { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } },
  });
  const { tools, losses } = withoutWrongDefaults([
    { key: 'GET /a', tool: { inputSchema: schema({ ...plain, default: wrong }) } },
  ]);
  expect(tools[0]?.tool.inputSchema).toEqual(schema(plain));
  expect(losses.map(({ detail }) => detail).join()).toContain(
    `The default ${JSON.stringify(wrong)} of "items" must be`,
  );
});
