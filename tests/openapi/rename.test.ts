import { describe, expect, it } from 'vitest';
import { decided, withRenamedArgument } from '../../src/openapi/update/decide.js';

const tool = (request: object, names: readonly string[]) => ({
  name: 'do_thing',
  inputSchema: {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    required: [names[0]],
  },
  request,
});

describe('a renamed argument', () => {
  it.each<[string, object, object]>([
    [
      'in the body',
      { method: 'POST', path: '/a' },
      { method: 'POST', path: '/a', body: { as: 'json', properties: { id: { argument: 'key' } } } },
    ],
    [
      'in a form with other properties',
      {
        method: 'PUT',
        path: '/a',
        body: { as: 'form', properties: { Page: { argument: 'page' } } },
      },
      {
        method: 'PUT',
        path: '/a',
        body: { as: 'form', properties: { Page: { argument: 'page' }, id: { argument: 'key' } } },
      },
    ],
    [
      'that is the whole body',
      { method: 'POST', path: '/a', body: { as: 'text', argument: 'id' } },
      { method: 'POST', path: '/a', body: { as: 'text', argument: 'key' } },
    ],
    [
      'with a name of its own in the request',
      { method: 'POST', path: '/a', parameters: [{ in: 'header', name: 'X-Id', argument: 'id' }] },
      { method: 'POST', path: '/a', parameters: [{ in: 'header', name: 'X-Id', argument: 'key' }] },
    ],
    [
      'beside a parameter whose name it has',
      {
        method: 'GET',
        path: '/a',
        parameters: [{ in: 'header', name: 'id', argument: 'page' }],
      },
      {
        method: 'GET',
        path: '/a',
        parameters: [
          { in: 'header', name: 'id', argument: 'page' },
          { in: 'query', name: 'id', argument: 'key' },
        ],
      },
    ],
    [
      'that is a file name',
      {
        method: 'POST',
        path: '/a',
        body: {
          as: 'multipart',
          properties: { f: { argument: 'page', file: true, fileName: 'id' } },
        },
      },
      {
        method: 'POST',
        path: '/a',
        body: {
          as: 'multipart',
          properties: { f: { argument: 'page', file: true, fileName: 'key' } },
        },
      },
    ],
    [
      'that limits all pages',
      { method: 'GET', path: '/a', pagination: { style: 'link', limit: 'id', sizeParam: 'id' } },
      { method: 'GET', path: '/a', pagination: { style: 'link', limit: 'key', sizeParam: 'id' } },
    ],
  ])('%s', (_, before, after) => {
    const renamed = withRenamedArgument(tool(before, ['id', 'page']), 'id', 'key');
    expect(renamed).toEqual(tool(after, ['key', 'page']));
  });

  it('keeps its name where another argument has the new one', () => {
    const draft = { key: 'GET /a', tool: tool({ method: 'GET', path: '/a' }, ['id', 'Page']) };
    const settings = { enabled: true, arguments: { id: { name: 'page' } } };
    expect(decided(draft, settings)).toEqual({
      draft,
      problems: ['"id" keeps its name: "page" is the name of another argument.'],
    });
  });
});
