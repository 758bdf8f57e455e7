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
const updated = "get_room: {\n      request,\n      response: { id: 'new' },\n    }";

describe('a test case whose values are constants', () => {
  it.each<[string, string, string]>([
    [
      'loses those that nothing else uses',
      module(
        "const floor = { number: 1 };\n\nconst response = { id: 'id', floor };\n\n",
        get('response'),
      ),
      module('', updated),
    ],
    [
      'loses those that it begins with',
      module("const room = { id: 'id' };\n\n", get('response: { ...room, floor: { number: 1 } }')),
      module('', updated),
    ],
    [
      'loses those of which it changes a member',
      module(
        "const room = { id: 'it', floor: { number: 1 } };\n\n",
        get("response: { ...room, id: 'id' }"),
      ),
      module('', updated),
    ],
    [
      'keeps those of other cases',
      module(
        "const room = { id: 'id', floor: { number: 1 } };\n\n",
        `${get('response: room')},\n    other: { response: room }`,
      ),
      module(
        "const room = { id: 'id', floor: { number: 1 } };\n\n",
        `${updated},\n    other: { response: room }`,
      ),
    ],
  ])('%s', (_, text, expected) => {
    expect(testCaseVersions(text, 'acme', [{ was: CASE, now: NOW }])).toEqual([text, expected]);
  });

  it('loses what only cases use that change together', () => {
    const room = "const room = { id: 'id', floor: { number: 1 } };\n\n";
    const cases = (all: string) => `${all},\n    ${all.replace('get_room', 'find_room')}`;
    const changes = [CASE, { ...CASE, name: 'find_room' }].map((was) => ({ was, now: NOW }));
    const text = module(room, cases(get('response: room')));
    expect(testCaseVersions(text, 'acme', changes)).toEqual([text, module('', cases(updated))]);
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
    const [before] = testCaseVersions(text, 'acme', [{ was: CASE, now: NOW }]) ?? [];
    expect(before).not.toBe(text);
  });
});
