import { describe, expect, it } from 'vitest';
import { toolsOfDocument } from '../../src/openapi/import.js';
import {
  patternsWithin,
  selectionPatterns,
  selectOperations,
} from '../../src/openapi/select-operations.js';

const operation = (operationId: string, ...tags: string[]) => ({ operationId, tags });
const { tools } = toolsOfDocument({
  openapi: '3.1.0',
  info: { title: 'Rooms' },
  paths: {
    '/rooms': {
      get: operation('listRooms', 'rooms'),
      post: operation('addRoom', 'rooms', 'admin'),
    },
    '/rooms/{id}': { get: operation('getRoom', 'rooms') },
    '/rooms/{id}/chairs': { get: operation('listChairs', 'chairs*', 'admin') },
    '/health': { get: operation('health') },
  },
});
const names = (include: string[], exclude: string[] = []) =>
  selectOperations(tools, { include, exclude }).tools.map(({ name }) => name);
const ALL = ['list_rooms', 'add_room', 'get_room', 'list_chairs', 'health'];

describe('patterns select', () => {
  it.each<[string, string[], string[], string[]]>([
    ['everything without any', [], [], ALL],
    ['an operation id', ['listRooms'], [], ['list_rooms']],
    ['names', ['list_*'], [], ['list_rooms', 'list_chairs']],
    ['a tag', ['#admin'], [], ['add_room', 'list_chairs']],
    ['a path', ['/rooms'], [], ['list_rooms', 'add_room']],
    ['one segment', ['/rooms/*'], [], ['get_room']],
    ['all segments', ['/rooms/**'], [], ['get_room', 'list_chairs']],
    ['a method and path', ['GET /rooms'], [], ['list_rooms']],
    ['every method', ['* /health'], [], ['health']],
    ['several', ['#chairs?', '/health'], [], ['list_chairs', 'health']],
    ['the rest', [], ['#rooms', 'health'], ['list_chairs']],
    ['what is not excluded', ['#rooms'], ['GET /**'], ['add_room']],
    ['characters of regular expressions literally', ['list.rooms', '(health)'], [], []],
  ])('%s', (_, include, exclude, expected) => {
    expect(names(include, exclude)).toEqual(expected);
  });

  it('are reported where they match nothing', () => {
    const { unmatched } = selectOperations(tools, {
      include: ['#room', '#rooms'],
      exclude: ['/doors'],
    });
    expect(unmatched).toEqual(['#room', '/doors']);
  });
});

describe('a selection', () => {
  it.each<[string, string[], ...string[]]>([
    ['everything', ALL, '**'],
    ['a tag', ['list_rooms', 'add_room', 'get_room'], '#rooms'],
    ['a tag and more', ['list_rooms', 'add_room', 'get_room', 'health'], '#rooms', 'health'],
    ['part of a tag', ['list_rooms'], 'list_rooms'],
  ])('as patterns: %s', (_, chosen, ...expected) => {
    const patterns = selectionPatterns(
      tools.filter(({ name }) => chosen.includes(name)),
      tools,
    );
    expect(patterns).toEqual(expected);
    expect(names(patterns)).toEqual(chosen);
  });
});

describe('patterns that select few enough', () => {
  const pathsOf = (...paths: string[]) =>
    Object.fromEntries(paths.map((path) => [path, { get: { operationId: path } }]));
  const untagged = toolsOfDocument({
    openapi: '3.1.0',
    info: { title: 'Stays' },
    paths: pathsOf(
      '/v1/rooms',
      '/v1/rooms/{id}',
      '/v1/guests',
      '/v1/guests/{id}',
      '/v1/guests/{id}/cards',
      '/v1/guests/{id}/stays',
      '/health',
    ),
  }).tools;

  it.each<[string, typeof tools, number, string[]]>([
    ['are tags', tools, 4, ['#rooms', '#admin', '#chairs*', '/health**']],
    [
      'are paths for a tag with more',
      tools,
      2,
      ['#admin', '#chairs*', '/rooms/{id}**', '/health**'],
    ],
    ['are paths without tags', untagged, 2, ['/v1/rooms**', '/v1/guests/{id}/cards**']],
  ])('%s', (_, among, maximum, expected) => {
    const patterns = patternsWithin(among, maximum);
    expect(patterns).toEqual(expect.arrayContaining(expected));
    for (const pattern of patterns) {
      const { length } = selectOperations(among, { include: [pattern], exclude: [] }).tools;
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThanOrEqual(maximum);
    }
  });
});
