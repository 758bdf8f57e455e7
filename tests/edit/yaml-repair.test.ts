import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { repairedYaml } from '../../src/edit/yaml-repair.js';

const repaired = (text: string) =>
  repairedYaml(
    text,
    parseDocument(text, { prettyErrors: false }).errors[0]?.pos[0] ?? 0,
    (word) => word === 'b',
  );

it.each([
  ['a line that is there twice', 'a: 1\nb: 2\na: 1\n', 'a: 1\nb: 2\n'],
  ['with other ends of lines', 'a: 1\r\nb: 2\r\na: 1\r\n', 'a: 1\r\nb: 2\r\n'],
  ['a block that is there twice', 'a:\n  b: 1\na:\n  b: 1\nc: 2\n', 'a:\n  b: 1\nc: 2\n'],
  ['a key without a blank behind it', 'a:\n  b:1\n  c: 2\n', 'a:\n  b: 1\n  c: 2\n'],
  ['a colon in a text', 'a:\n  b: For rooms: all\n  c: 2\n', 'a:\n  b: "For rooms: all"\n  c: 2\n'],
  ['a key too far left', 'a:\n    b: 1\n  c: 2\n    d: 3\n', 'a:\n    b: 1\n    c: 2\n    d: 3\n'],
  ['a key too far right', 'a:\n  b: 1\n      c: 2\n  d: 3\n', 'a:\n  b: 1\n  c: 2\n  d: 3\n'],
  [
    'a mapping that is indented like its entries',
    'x:\n  y:\n    b: 1\n    z:\n    b: 2\n',
    'x:\n  y:\n    b: 1\n  z:\n    b: 2\n',
  ],
  ['a tab', '# All.\na:\n\tb: 1\n', '# All.\na:\n  b: 1\n'],
])('repairs %s', (_, text, expected) => {
  expect(repaired(text)).toBe(expected);
});

it.each([
  ['a block with more than before', 'a:\n  b: 1\na:\n  b: 1\n  c: 2\n'],
  ['a block with less than before', 'a:\n  b: 1\n  c: 2\na:\n  b: 1\n'],
  ['a mapping in two parts', 'x:\n  a: 1\ny:\n  b: 1\nx:\n  c: 1\n'],
  ['a list in two parts', 'a:\n- x\na:\n- y\n'],
  ['a text in two parts', 'a: |\n  x\na: |\n  y\n'],
  ['several documents', 'a: 1\na: 1\n---\nb: 1\n'],
  ['a tab in a text', 'a:\n    b: 1\n\tc: |\n\t    x:\n\t    \ty\n'],
  ['a key that can be of two mappings', 'a:\n    b: 1\n  c: 2\nd: 3\n'],
  ['a mapping that is moved', 'a:\n    b: 1\n  c:\n    d: 3\n'],
  ['a known key without a value', 'x:\n  a: 1\n  b:\n  a: 2\n'],
  ['a key without a value at the top', 'a: 1\nz:\na: 2\n'],
  ['a line of text with a colon', 'a:\n  b: For\n  host:port pairs\n  d: 3\n'],
  ['a colon behind a key that is not known', 'a:\n  x: For rooms: all\n  c: 2\n'],
  ['a URL without a key', 'a:\n  b: 1\n  http://x\n  d: 3\n'],
  ['a tab before an alias of nothing', 'a:\n\tb: *c\n'],
])('leaves %s as it is', (_, text) => {
  expect(repaired(text)).toBeUndefined();
});
