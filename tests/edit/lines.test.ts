import { describe, expect, it } from 'vitest';
import { addEnvironment, removeEnvironment } from '../../src/edit/env-lines.js';
import { fileFault } from '../../src/edit/file-fault.js';
import { indentLines, linesBelow } from '../../src/edit/lines.js';

it.each([
  ['a\nb', 0, 'a\nx\nb'],
  ['a\nb', 2, 'a\nb\nx'],
  ['a\nb\n', 2, 'a\nb\nx\n'],
  ['a\r\nb\r\n', 0, 'a\r\nx\r\nb\r\n'],
  ['a\r\nb', 3, 'a\r\nb\r\nx'],
  ['', 0, 'x'],
])('puts a line below: %j, %i', (text, offset, result) => {
  expect(linesBelow(text, offset, 'x')).toBe(result);
});

it('indents what begins a line, and nothing else', () => {
  expect(indentLines('a\n  b\n\n    c \u2028  d', '\t', '\t')).toBe(
    '\ta\n\t\tb\n\n\t\t\tc \u2028  d',
  );
});

it('a value with a blank line is one paragraph', () => {
  const text = 'A_PEM="x\n\ny"\n# B\n\nA_KEY=\n\nB_PEM="x\n\nA_KEY=\n\ny"\n';
  const isGone = (name: string) => name.startsWith('A_');
  expect(removeEnvironment(text, isGone)).toBe('B_PEM="x\n\nA_KEY=\n\ny"\n');
});

describe('addEnvironment', () => {
  const add = (text: string) => addEnvironment(text, '# B\n# B_KEY=', ['A_']);

  it.each([
    ['', '# B\n# B_KEY=\n'],
    ['# A_KEY=\n', '# A_KEY=\n\n# B\n# B_KEY=\n'],
    ['# A_KEY=', '# A_KEY=\n\n# B\n# B_KEY='],
    ['A_KEY=1\nC=2\n\nD=3\n', 'A_KEY=1\nC=2\n\n# B\nB_KEY=\n\nD=3\n'],
    ['A_KEY=1\r\n\r\nD=3\r\n', 'A_KEY=1\r\n\r\n# B\r\nB_KEY=\r\n\r\nD=3\r\n'],
    ['X=1\n\n\n', 'X=1\n\n# B\n# B_KEY=\n\n\n'],
    ['A_PEM="1\n\n2"\nC=2\n', 'A_PEM="1\n\n2"\nC=2\n\n# B\nB_KEY=\n'],
    ['A_K=1\nX="1\nB_KEY=\n\n2"\n', 'A_K=1\nX="1\nB_KEY=\n\n2"\n\n# B\nB_KEY=\n'],
    ['A_K="1\n\nC="2\n', 'A_K="1\n\n# B\nB_KEY=\n\nC="2\n'],
    ['  export B_KEY=1\n', '  export B_KEY=1\n'],
  ])('%j', (text, result) => {
    expect(add(text)).toBe(result);
  });
});

it.each([
  ['a.ts', 'const a = 1;\n', undefined],
  [
    'a.ts',
    'a;\n<<<<<<< HEAD\nb;\n=======\nc;\n>>>>>>> x\n',
    {
      line: 2,
      predicate: 'contains a merge conflict',
      hint: expect.stringContaining('markers') as string,
    },
  ],
  ['README.md', 'Title\n=======\n', undefined],
  [
    'README.md',
    'a\n||||||| base\nb\n',
    {
      line: 2,
      predicate: 'contains a merge conflict',
      hint: expect.stringContaining('markers') as string,
    },
  ],
  ['a.json', '{\n  "a": 1,\n}', { line: 3, predicate: 'is not JSON' }],
  ['a.json', '{\n  "a": x\n}', { line: 2, predicate: 'is not JSON' }],
  ['a.json', '{\n  // b\n}', { line: 2, predicate: 'is not JSON' }],
  ['a.yaml', 'a: 1\nb: [\n', { line: 3, predicate: 'is not YAML' }],
  ['.env.example', '{', undefined],
])('the fault of the file %s with the text %j', (path, text, fault) => {
  expect(fileFault(path, text)).toEqual(fault);
});
