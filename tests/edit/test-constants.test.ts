import { describe, expect, it } from 'vitest';
import { testCaseVersions } from '../../src/edit/test-case.js';

const CASE = {
  section: 'tools',
  name: 'get_room',
  source: "{\n  request,\n  response: { id: 'id', floor: { number: 1 } },\n}",
} as const;
const NOW = "{\n  request,\n  response: { id: 'new' },\n}";

const module = (constants: string, cases: string) =>
  `${constants}testProvider(providers, 'acme', {\n  tools: {\n    ${cases},\n  },\n});\n`;
const get = (response: string) => `get_room: { request, ${response} }`;

describe('a test case whose values are constants', () => {
  it.each<[string, string, string]>([
    [
      'changes them, and loses those that nothing else uses',
      module(
        "const floor = { number: 1 };\n\nconst response = { id: 'id', floor };\n\n",
        get('response'),
      ),
      module("const response = { id: 'new' };\n\n", get('response')),
    ],
    [
      'loses those that it begins with, where nothing is left of them',
      module("const room = { id: 'id' };\n\n", get('response: { ...room, floor: { number: 1 } }')),
      module('', get("response: { id: 'new' }")),
    ],
    [
      'keeps its own member beside one that changes',
      module(
        "const room = { id: 'it', floor: { number: 1 } };\n\n",
        get("response: { ...room, id: 'id' }"),
      ),
      module("const room = { id: 'it' };\n\n", get("response: { ...room, id: 'new' }")),
    ],
    [
      'has its values where other cases have the constant',
      module(
        "const room = { id: 'id', floor: { number: 1 } };\n\n",
        `${get('response: room')},\n    other: { response: room }`,
      ),
      module(
        "const room = { id: 'id', floor: { number: 1 } };\n\n",
        `${get("response: { id: 'new' }")},\n    other: { response: room }`,
      ),
    ],
  ])('%s', (_, text, expected) => {
    expect(testCaseVersions(text, 'acme', [{ previous: CASE, current: NOW }])).toEqual([
      text,
      expected,
    ]);
  });

  it.each<[string, string, string, string, string]>([
    [
      'which has a comment',
      '{ id: 1 }',
      '{ id: 1, floor: 2 }',
      '  id: 1 // mine',
      '  id: 1, // mine\n  floor: 2,',
    ],
    [
      'which changes and has a comment',
      '{ id: 1, seats: 3 }',
      '{ id: 1, seats: 4, floor: 2 }',
      '  id: 1,\n  seats: 3 /* mine */',
      '  id: 1,\n  seats: 4, /* mine */\n  floor: 2,',
    ],
    ['which changes', '{ id: 1 }', '{ id: 5, floor: 2 }', '  id: 1', '  id: 5,\n  floor: 2,'],
    [
      'which goes, where another one is a constant',
      '{ id: 1, seats: 3 }',
      '{ id: 1, floor: 2 }',
      '  id: one,\n  seats: 3 /* mine */',
      '  id: one, /* mine */\n  floor: 2,',
    ],
  ])('gets a member behind the last one, %s', (_, previous, current, before, after) => {
    const source = (response: string) => `{\n  request,\n  response: ${response},\n}`;
    const text = (members: string) =>
      module(`const one = 1;\n\nconst room = {\n${members}\n};\n\n`, get('response: room'));
    const change = { previous: { ...CASE, source: source(previous) }, current: source(current) };
    expect(testCaseVersions(text(before), 'acme', [change])).toEqual([text(before), text(after)]);
  });

  it('changes what only cases use that change together', () => {
    const cases = (all: string) => `${all},\n    ${all.replace('get_room', 'find_room')}`;
    const changes = [CASE, { ...CASE, name: 'find_room' }].map((previous) => ({
      previous,
      current: NOW,
    }));
    const text = (room: string) =>
      module(`const room = ${room};\n\n`, cases(get('response: room')));
    const before = text("{ id: 'id', floor: { number: 1 } }");
    expect(testCaseVersions(before, 'acme', changes)).toEqual([before, text("{ id: 'new' }")]);
  });

  it('keeps the name of a constant in an edited case', () => {
    const text = (room: string, own: string) =>
      module(
        `const room = ${room};\n\n`,
        `${get('response: room')},\n    find_room: { request, response: room, ${own} }`,
      );
    const room = "{ id: 'id', floor: { number: 1 } }";
    const changes = [CASE, { ...CASE, name: 'find_room' }].map((previous) => ({
      previous,
      current: NOW,
    }));
    const versions = testCaseVersions(text(room, "note: 'mine'"), 'acme', changes) ?? [];
    for (const each of versions)
      expect(each).toContain('find_room: {\n      request,\n      response: room,\n    }');
    expect(versions[1]).toContain("const room = { id: 'new' };");
  });

  it.each([
    [
      'edited constants',
      "const room = { id: 'mine', floor: { number: 1 } };\n\n",
      'response: room',
    ],
    ['an edited case', 'const floor = { number: 1 };\n\n', "response: { id: 'mine', floor }"],
    ['constants that refer to each other', 'const room = { room };\n\n', 'response: room'],
  ])('is merged line by line with %s', (_, constants, response) => {
    const text = module(constants, get(response));
    const [before] = testCaseVersions(text, 'acme', [{ previous: CASE, current: NOW }]) ?? [];
    expect(before).not.toBe(text);
  });
});
