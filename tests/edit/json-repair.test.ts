import { expect, it } from 'vitest';
import { jsonWithoutComments } from '../../src/edit/json-repair.js';

const COMMENT = /"(?:[^"\\]|\\.)*"|(\/\/.*|\/\*[^]*?\*\/)/g;

const repaired = (text: string) =>
  jsonWithoutComments(
    text,
    [...text.matchAll(COMMENT)].flatMap(({ index, 0: whole, 1: comment }) =>
      comment === undefined ? [] : [{ start: index, end: index + whole.length }],
    ),
  );

it.each([
  ['a line', '{\n  // One.\n  "a": 1\n}\n', '{\n  "//": "One.",\n  "a": 1\n}\n'],
  ['a comment behind', '{\n  "a": 1 // One.\n}\n', '{\n  "//": "One.",\n  "a": 1\n}\n'],
  [
    'several',
    '{\n  "a": 1, /* "One" */\n  // Two.\n  "b": 2\n}\n',
    '{\n  "//": "\\"One\\" Two.",\n  "a": 1,\n  "b": 2\n}\n',
  ],
  [
    'other ends of lines',
    '{\r\n  // $& One.\r\n  "a": 1\r\n}\r\n',
    '{\r\n  "//": "$& One.",\r\n  "a": 1\r\n}\r\n',
  ],
  ['a comma', '{\n  "a": [1,],\n}\n', '{\n  "a": [1]\n}\n'],
  ['a comma in a text', '{\n  "a": "x, ] // \\", }",\n}\n', '{\n  "a": "x, ] // \\", }"\n}\n'],
])('keeps the words of %s', (_, text, expected) => {
  expect(repaired(text)).toBe(expected);
});

it.each([
  ['the member is there', '{\n  "//": "One.",\n  // Two.\n  "a": 1\n}\n'],
  ['there is no member', '{\n  // One.\n}\n'],
  ['there is no object', '// One.\n[]\n'],
  ['something else is wrong', '{\n  // One.\n  "a": \n}\n'],
])('leaves a text where %s', (_, text) => {
  expect(repaired(text)).toBeUndefined();
});
