import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import type { RawObject } from '../../src/openapi/model.js';
import { body, first, one } from './documents.js';

it('has the definitions for which it has room, the nearest first', () => {
  const part = (name: string, below: RawObject) => ({
    type: 'object',
    properties: {
      [name]: below,
      text: { enum: Array.from({ length: 5000 }, (_, i) => `text ${name} ${i}`) },
    },
  });
  const names = ['A', 'B', 'C', 'D', 'E'];
  const schemas = Object.fromEntries(
    names.map((name, i) => [
      name,
      part(name, i < 4 ? { $ref: `#/components/schemas/${names[i + 1]}` } : {}),
    ]),
  );
  const document = one(
    body({ $ref: '#/components/schemas/A' }),
    { components: { schemas } },
    '/a',
    'post',
  );
  const { tool, losses } = first(document);
  const text = JSON.stringify(tool.inputSchema);
  expect(text.length).toBeLessThan(300_000);
  expect(text).toContain('text B 1');
  expect(text).not.toContain('text E 1');
  expect(losses.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['large', 'input-size']));
});

it('a response that fits its document fits the loose output schema', () => {
  const schema = {
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'string', enum: ['x'] },
      b: { type: 'object', additionalProperties: false, properties: { c: { type: 'integer' } } },
      l: { type: 'array', items: { type: 'string', format: 'uri' } },
    },
  };
  const document = one({ responses: { 200: { content: { 'application/json': { schema } } } } });
  const response = { a: 'new', b: { c: null, more: 1 }, l: ['no uri'] };
  const { outputSchema } = first(document).tool;
  const ajv = new Ajv({ strict: false, validateFormats: false, allowUnionTypes: true });
  expect(outputSchema?.properties).toHaveProperty('b');
  expect(ajv.validate(outputSchema ?? {}, response)).toBe(true);
});

it.each([
  [{ type: 'object', properties: { url: {}, size: {} } }, 'Has url, size.'],
  [{ type: 'array', items: { properties: { url: {} } }, description: 'Files' }, 'Files. Has url.'],
  [{ oneOf: [{ properties: { url: {} } }, { properties: { text: {} } }] }, 'Has url, text.'],
])('what is too deep for a result is named: %j', (content, description) => {
  const long = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`member_of_content_${i}`, { type: 'string' }]),
  );
  const more = { type: 'object', properties: long };
  const schema = { type: 'object', properties: { content, more } };
  const document = one({ responses: { 200: { content: { 'application/json': { schema } } } } });
  const { tool } = first(document, { outputSize: 600 });
  expect(tool.outputSchema?.properties).toMatchObject({ content: { description } });
});

it('items of the list of a result have their members, without descriptions where those are too long', () => {
  const members = Array.from({ length: 12 }, (_, i) => [
    `member_${i}`,
    { type: 'string', description: `A long description of the member ${i} of each item.` },
  ]);
  const items = { type: 'object', properties: Object.fromEntries(members) as RawObject };
  const data = { type: 'array', description: 'The items of the page.', items };
  const schema = { type: 'object', properties: { data } };
  const document = one({ responses: { 200: { content: { 'application/json': { schema } } } } });
  const { tool } = first(document, { outputSize: 800 });
  const list = (tool.outputSchema?.properties as { data: { items: { properties: RawObject } } })
    .data;
  expect(list).toMatchObject({ description: 'The items of the page.' });
  expect(Object.keys(list.items.properties)).toHaveLength(12);
  expect(JSON.stringify(list.items)).not.toContain('A long description');
});
