import { expect, it } from 'vitest';
import { zodSource } from '../../src/codegen/print/zod.js';
import { sharedSchemas } from '../../src/codegen/shared-schemas.js';
import { objectSchema } from '../../src/database/served-table.js';
import type { JsonSchemaObject, ObjectSchema } from '../../src/model/json-schema.js';

const row = objectSchema([
  ['id', { type: 'string' }, true],
  ['name', { type: 'string' }, true],
]);
const list = (name: string, items: ObjectSchema = row) =>
  objectSchema([[name, { type: 'array', items }, true]]);
const large = objectSchema(
  Array.from({ length: 9 }, (_, place) => [`setting${place}`, { type: 'string' }, true] as const),
);
const named = { ...row, 'x-component': 'FullPage' };

const toolsWith = (outputs: Readonly<Record<string, ObjectSchema>>) =>
  Object.entries(outputs).map(([name, outputSchema]) => ({
    name,
    description: '',
    inputSchema: objectSchema([]),
    outputSchema,
  }));

it.each([
  ['of the source', { get_page: named, list_pages: list('pages', named) }, 'full-page'],
  ['of what is returned', { get_page: row, list_pages: list('pages') }, 'page'],
  ['of whoever asks', { get_me: row, update_me: row }, 'user'],
  [
    'of what an object has twice',
    {
      send: objectSchema([
        ['from', named, true],
        ['to', { anyOf: [named, { type: 'null' }] }, true],
      ]),
    },
    'full-page',
  ],
  ['of its kind, not of any list', { get_document: row, search: list('found') }, 'document'],
  [
    'of what is in an envelope',
    {
      get_page: objectSchema([['data', { anyOf: [row, { type: 'null' }] }, false]]),
      list_pages: list('data'),
      find: row,
    },
    'page',
  ],
  [
    'of what is beside facts',
    {
      list_pages: objectSchema([
        ['total', { type: 'integer' }, true],
        ['data', { type: 'array', items: row }, true],
      ]),
      update_page: row,
    },
    'page',
  ],
  [
    'of a large member',
    {
      get_a: objectSchema([
        ['id', { type: 'string' }, true],
        ['settings', large, true],
      ]),
      get_b: objectSchema([
        ['settings', large, false],
        ['name', { type: 'string' }, true],
      ]),
    },
    'settings',
  ],
  ['of any list, without another', { find_old: list('items'), find_new: list('items') }, 'item'],
])('the file of a shared schema has the name %s', (_, outputs, file) => {
  expect([...sharedSchemas(toolsWith(outputs)).files.keys()]).toEqual([file]);
});

it('a schema that contains another of its name has a file of its own', () => {
  const inner = { ...large, 'x-component': 'Body' };
  const outer = objectSchema([
    ['id', { type: 'string' }, true],
    ['content', inner, true],
  ]);
  const outputs = { get_a: outer, list_a: list('items', outer), get_b: inner };
  const { files } = sharedSchemas(
    toolsWith({ ...outputs, get_a: { ...outer, 'x-component': 'Body' } }),
  );
  const imports = Array.from(files, ([file, { source }]) => [
    file,
    source.sharedNames.map(({ file }) => file),
  ]);
  expect(imports).toEqual([
    ['body', ['body-output']],
    ['body-output', []],
  ]);
});

const open = { ...row, additionalProperties: true };
const withNote = {
  ...row,
  properties: { ...row.properties, note: { type: 'string' } },
} satisfies ObjectSchema;
const kept = { ...withNote, additionalProperties: true };

it.each([
  ['once, where all uses say the same', 'A page.', 'A page.', ".describe('A page.')"],
  ['by each use, where they differ', 'A page.', 'Its page.', '})'],
])('a shared schema is described %s', (_, one, other, end) => {
  const outputs = {
    get_page: { ...named, description: one },
    list_pages: list('pages', { ...named, description: other }),
  };
  const { files, names } = sharedSchemas(toolsWith(outputs));
  expect(files.get('full-page')?.source.code.endsWith(end)).toBe(true);
  const { code } = zodSource(outputs.get_page, { io: 'output', sharedNameOf: names });
  expect(code).toBe(one === other ? 'fullPage' : "fullPage.describe('A page.')");
});

it('a shared choice that is described is not described as items of a list', () => {
  const choice = { type: 'string', enum: ['sad', 'glad'] } satisfies JsonSchemaObject;
  const mood = { ...choice, 'x-component': 'mood', description: 'How they feel.' };
  const outputs = {
    get_person: objectSchema([['mood', mood, true]]),
    find_person: objectSchema([
      ['moods', { type: 'array', items: choice }, true],
      ['mood', mood, true],
    ]),
  };
  const { files, names } = sharedSchemas(toolsWith(outputs));
  expect(files.get('mood')?.source.code).toBe("z.enum(['sad', 'glad'])");
  const { code } = zodSource(outputs.find_person, { io: 'output', sharedNameOf: names });
  expect(code).toMatch(/z.array\(mood\),[^]*mood.describe\('How they feel.'\)/);
});

it('what returns most of a thing, and what returns all of it, are two shared schemas', () => {
  const outputs = { get_page: withNote, list_pages: list('pages', withNote), update_page: row };
  const files = [...sharedSchemas(toolsWith(outputs)).files.keys()];
  expect(files.toSorted()).toEqual(['full-page', 'page']);
});

it.each<[string, Record<string, ObjectSchema>, string]>([
  [
    'one more',
    { get_page: row, create_page: withNote },
    'page.extend({ note: z.string().optional() })',
  ],
  [
    'those in a list',
    { get_page: withNote, list_pages: list('pages') },
    'page.extend({ note: z.string().optional() })',
  ],
  [
    'the rest kept',
    { get_page: open, create_page: kept },
    'page.extend({ note: z.string().optional() })',
  ],
  ['the rest cut', { get_page: open, create_page: withNote }, 'none'],
  ['another name', { get_page: row, create_user: withNote }, 'none'],
])('a result extends a shared schema: %s', (_, outputs, source) => {
  const { names } = sharedSchemas(toolsWith(outputs));
  const codes = Object.values(outputs).map(
    (schema) => zodSource(schema, { io: 'output', sharedNameOf: names }).code,
  );
  expect(codes.find((code) => code.includes('.extend(')) ?? 'none').toBe(source);
});
