import { describe, expect, it } from 'vitest';
import { withLocalReferences } from '../../src/openapi/document/references.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import { selectOperations, toolTag } from '../../src/openapi/select-operations.js';
import { one } from './documents.js';
import { operation } from './pets.js';

describe('OpenAPI 3.2', () => {
  it('selects operations by the parent of a tag, and groups them by a tag of the kind "nav"', () => {
    const tags = [
      { name: 'beta', kind: 'badge' },
      { name: 'animals', parent: 'circle' },
      { name: 'circle', parent: 'animals' },
      { name: 'cats', kind: 'nav', parent: 'animals' },
    ];
    const { tools } = toolsOfDocument({
      ...one({}, { openapi: '3.2.0', tags }),
      paths: {
        '/cats': { get: operation('listCats', { tags: ['beta', 'cats'] }) },
        '/toys': { get: operation('listToys', { tags: ['toys'] }) },
      },
    });
    const names = (include: string) =>
      selectOperations(tools, { include: [include], exclude: [] }).tools.map(({ name }) => name);
    expect(names('#animals')).toEqual(['list_cats']);
    expect(names('#beta')).toEqual(['list_cats']);
    expect(tools.map(toolTag)).toEqual(['cats', 'toys']);
  });

  it.each([
    ['https://apis.example.com/pets.yaml', 'https://apis.example.com/pets.yaml#/a', '#/a'],
    ['https://apis.example.com/pets.yaml', 'pets.yaml#/a', '#/a'],
    ['/pets.yaml', 'pets.yaml#/a', '#/a'],
    ['https://apis.example.com/pets.yaml', '#/a', '#/a'],
    ['https://apis.example.com/pets.yaml', 'toys.yaml#/a', 'toys.yaml#/a'],
    [
      'https://apis.example.com/pets.yaml',
      'https://x.example/pets.yaml#/a',
      'https://x.example/pets.yaml#/a',
    ],
  ])('with "$self" %s, the reference %s is %s', ($self, $ref, expected) => {
    expect(withLocalReferences({ $self, paths: { '/': [{ $ref }] } })).toEqual({
      $self,
      paths: { '/': [{ $ref: expected }] },
    });
  });
});
