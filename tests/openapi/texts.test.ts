import { expect, it } from 'vitest';
import { body, first, one } from './documents.js';

it.each<[string, string, string, string]>([
  ['Deletes a pet.', 'Delete a pet.', 'Deletes a pet', 'Delete a pet.'],
  [
    'Get museum hours.',
    'Get upcoming museum operating hours.',
    'Get museum hours',
    'Get upcoming museum operating hours.',
  ],
  ['List rooms', 'Sorted by name.', 'List rooms', 'List rooms. Sorted by name.'],
  ['Categories', 'Lists each category.', 'Categories', 'Lists each category.'],
  ['List rooms...', '', 'List rooms...', 'List rooms...'],
  ['Is it open?', '', 'Is it open?', 'Is it open?'],
  ['', 'Rooms.', '', 'Rooms.'],
  ['', '', '', 'GET /things'],
])('summary %j and description %j', (summary, description, title, expected) => {
  const { tool } = first(one({ summary, description }));
  expect([tool.title ?? '', tool.description]).toEqual([title, expected]);
});

it.each([
  [undefined, 'File content, base64.'],
  ['Content of the file.', 'Content of the file, base64.'],
  ['A photo', 'A photo, base64.'],
])('a file that is described as %j', (description, expected) => {
  const file = { type: 'string', format: 'binary', ...(description && { description }) };
  const schema = { type: 'object', properties: { file } };
  const { tool } = first(one(body(schema, 'multipart/form-data'), {}, '/files', 'post'));
  expect(tool.inputSchema.properties).toMatchObject({ file: { description: expected } });
});
