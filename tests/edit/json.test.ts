import { describe, expect, it } from 'vitest';
import { addJsonMembers } from '../../src/edit/json.js';

describe('addJsonMembers', () => {
  const add = (text: string) => addJsonMembers(text, ['deps'], { bb: '1' });

  it.each([
    [
      'sorted',
      '{\n  "deps": {\n    "aa": "1",\n    "cc": "1"\n  }\n}',
      '{\n  "deps": {\n    "aa": "1",\n    "bb": "1",\n    "cc": "1"\n  }\n}',
    ],
    [
      'unsorted',
      '{\n  "deps": {\n    "z": 1,\n    "a": 1\n  }\n}',
      '{\n  "deps": {\n    "z": 1,\n    "a": 1,\n    "bb": "1"\n  }\n}',
    ],
    ['empty', '{\n  "deps": {}\n}', '{\n  "deps": {\n    "bb": "1"\n  }\n}'],
    [
      'CRLF',
      '{\r\n  "deps": {\r\n    "aa": "1"\r\n  }\r\n}\r\n',
      '{\r\n  "deps": {\r\n    "aa": "1",\r\n    "bb": "1"\r\n  }\r\n}\r\n',
    ],
    ['one line', '{"deps":{"aa":"1"}}', '{"deps":{"aa":"1","bb": "1"}}'],
    ['there already', '{ "deps": { "bb": "2" } }', '{ "deps": { "bb": "2" } }'],
    ['no object', '{ "deps": [] }', undefined],
    ['absent', '{}', undefined],
    ['no JSON', '{ "deps": { }', undefined],
    ['a list at the root', '[]', undefined],
  ])('%s', (_, text, result) => {
    expect(add(text)).toBe(result);
  });
});
