import { UriTemplate } from '@modelcontextprotocol/server';
import { expect, it } from 'vitest';
import type { Resource } from '../../src/call/define/definitions.js';
import { resourceAt } from '../../src/call/lists/resource-list.js';

const match = (template: string, uri: string) => new UriTemplate(template).match(uri);

it.each([
  ['notes://all', 'notes://all', {}],
  ['notes://{id}', 'notes://7', { id: '7' }],
  ['notes://all{?tag,page}', 'notes://all?tag=a&page=2', { tag: 'a', page: '2' }],
  ['notes://all{?tag,page}', 'notes://all?page=2&tag=a%20b', { tag: 'a b', page: '2' }],
  ['notes://all{?tag,page}', 'notes://all?page=2', { tag: '', page: '2' }],
  ['notes://all{?tag,page}', 'notes://all', { tag: '', page: '' }],
  ['notes://all{?tags*}', 'notes://all?tags=a&tags=b', { tags: 'a,b' }],
  ['notes://all{?tag}', 'notes://all?tag=a=b', { tag: 'a=b' }],
  ['notes://{id}/text{?lang}', 'notes://7/text', { id: '7', lang: '' }],
  ['notes://all{?tag, page}', 'notes://all?tag=a&page=2', { tag: 'a', page: '2' }],
  ['notes://all{?tag}', 'notes://all?other=1', undefined],
  ['notes://all{?tag}', 'notes://other', undefined],
])('the variables of the template %s in the URI %s', (template, uri, variables) => {
  const resource = { uri: template } as Resource;
  expect(resourceAt([resource], uri, match, 'ann')?.variables).toEqual(variables);
});

it.each([
  ['notes://7', 'notes://{id}'],
  ['notes://7?lang=de', 'notes://{id}{?lang}'],
  ['notes://all', 'notes://all{?tag}'],
])('of similar templates, the URI %s belongs to %s', (uri, template) => {
  const templates = ['notes://{id}{?lang}', 'notes://all{?tag}', 'notes://{id}'];
  const resources = templates.map((each) => ({ uri: each }) as Resource);
  expect(resourceAt(resources, uri, match, 'ann')?.resource.uri).toBe(template);
});
