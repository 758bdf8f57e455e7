import { describe, expect, it } from 'vitest';
import { toolsOfDocument } from '../../src/openapi/import.js';
import { shortTextInSentences, withUnit } from '../../src/openapi/short-text.js';
import { documentSpec } from '../../src/openapi/spec.js';

const operation = (operationId: string, texts: object) => ({
  operationId,
  ...texts,
  responses: { 200: { description: 'Done.' } },
});

/** The description of `list_tags` in a document with these texts. */
function described(texts: object, info: object = {}) {
  const document = {
    openapi: '3.0.3',
    info: { title: 'Keep', version: '1', ...info },
    servers: [{ url: 'https://keep.example.com/v1' }],
    paths: {
      '/tags': { get: operation('listTags', texts) },
      '/assets': { post: operation('uploadAsset', { summary: 'Upload an asset' }) },
      '/tags/{tagId}': {
        get: operation('getTag', { summary: 'Get a tag' }),
        delete: operation('deleteTag', { summary: 'Delete a tag' }),
        parameters: [{ name: 'tagId', in: 'path', required: true, schema: { type: 'string' } }],
      },
    },
  };
  const imported = toolsOfDocument(document);
  return { imported, tools: documentSpec(imported, imported.tools).tools };
}

const SUMMARY = 'Get all tags';

describe('the description of a tool', () => {
  it.each([
    ['Retrieve a list of all tags.', 'Retrieve a list of all tags.'],
    ['Get all tags. Retrieve a list of all tags.', 'Retrieve a list of all tags.'],
    ['Get all tags', 'Get all tags'],
    ['Get all tags: also hidden ones.', 'Get all tags: also hidden ones.'],
    ['Only for admins.', 'Get all tags. Only for admins.'],
    ['Returns names of tags and their numbers.', 'Returns names of tags and their numbers.'],
    ['Returns 404 without any.', 'Get all tags. Returns 404 without any.'],
    ['Tags of the POST /assets endpoint.', 'Get all tags. Tags of upload_asset.'],
    ['Get all tags, see `GET /tags/{id}`.', 'Get all tags, see get_tag.'],
    ['Get all tags of the `/assets` endpoint.', 'Get all tags of upload_asset.'],
    ['Get all tags. Not the /tags/:id route.', 'Get all tags. Not the /tags/:id route.'],
    ['Get all tags. This gets no hidden tags.', 'Get all tags. This gets no hidden tags.'],
    ['This gets all tags but hidden ones.', 'Get all tags. This gets all tags but hidden ones.'],
    ['Get all tags. They may be hidden.', 'Get all tags. They may be hidden.'],
    ['Get all tags. Hidden ones are at the end.', 'Get all tags. Hidden ones are at the end.'],
    ['Get all tags, as GET /unknown does.', 'Get all tags, as GET /unknown does.'],
    ['Get all tags in /assets.', 'Get all tags in /assets.'],
  ])('comes from %s', (description, text) => {
    const { tools } = described({ summary: SUMMARY, description });
    expect(tools[0]?.tool.description).toBe(text);
  });

  it.each([
    ['Summarize tags', 'Trigger AI summarization of tags. It is queued.'],
    ['Update tags', 'Rename tags. New names are trimmed.'],
  ])('has no title "%s" before %s', (summary, description) =>
    expect(described({ summary, description }).tools[0]?.tool.description).toBe(description),
  );
});

it.each([
  ['# Keep\nSave links.\n\n## Authentication\nSend a token.', 'Save links. Send a token.'],
  ['Keep\n====\nSave links.', 'Save links.'],
  ['# Keep', 'Keep'],
])('the description of a document has no headings: %j', (description, text) => {
  expect(described({}, { description }).imported.description).toBe(text);
});

it.each([
  ['Date when the version was last updated.', 'Date when the version was last updated.'],
  [`One sentence. ${'Another one. '.repeat(3)}`, 'One sentence. Another one.'],
  [`Nothing ends here, ${'and so on '.repeat(9)}`, 'Nothing ends here, and so on…'],
  [`Lines of the code (e.g. ${'"1-5", '.repeat(9)}`, 'Lines of the code (e.g.…'],
  [`These steps: 1. Open ${'the file, then the page '.repeat(4)}`, 'These steps: 1. Open the…'],
])('a description ends with its first sentence where that is near: %s', (text, expected) => {
  expect(shortTextInSentences(text, 30)).toBe(expected);
});

it.each([
  ['The total.', 'The total. It has taxes. All amounts are in cents.', 'The total. In cents.'],
  [
    'The total…',
    'The total of all\nin the **smallest unit** of it',
    'The total… In the smallest unit.',
  ],
  ['The total in cents.', 'The total in cents. It has taxes.', 'The total in cents.'],
  ['The total.', 'The total. It has taxes.', 'The total.'],
  ['How many.', 'How many. Results are there in minutes.', 'How many.'],
])('a shortened description of a number keeps its unit: %s', (text, markdown, expected) => {
  expect(withUnit(text, markdown)).toBe(expected);
});
