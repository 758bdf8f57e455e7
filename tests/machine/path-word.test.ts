import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pathWord } from '../../src/machine/path-word.js';
import { shellWords } from '../../src/model/text/shell-words.js';

const WORDS = [
  'acme-mcp',
  'https://api.acme.dev/v1',
  'Rooms of Acme',
  'GET /rooms/{room_id}',
  "Dana's room",
  '#pets',
  'orders,customers',
  '@acme/mcp',
  '',
  'room_id:string!',
  'Authorization: Bearer ${TOKEN}',
  'say "hi"',
  "it's $5",
  'C:\\acme',
  'C:\\',
  '\\\\files\\acme',
];

describe('words of a command to copy', () => {
  it.each([
    ['Rooms of Acme', '"Rooms of Acme"'],
    ["Dana's room", `"Dana's room"`],
    ['orders,customers', '"orders,customers"'],
    ['@acme/mcp', '"@acme/mcp"'],
    ['https://acme.dev/a?b=1&c', '"https://acme.dev/a?b=1&c"'],
    ['room_id:string!', "'room_id:string!'"],
    ['C:\\acme\\rooms.yaml', '"C:\\acme\\rooms.yaml"'],
    ['C:\\', "'C:\\'"],
    ['Bearer ${TOKEN}', "'Bearer ${TOKEN}'"],
  ])('%s is %s, which Windows reads as well where it can', (word, quoted) => {
    expect(shellWords([word])).toBe(quoted);
  });

  it.skipIf(process.platform === 'win32')('reach a program as they are', () => {
    const line = `printf '%s\\n' ${shellWords(WORDS)}`;
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(`${WORDS.join('\n')}\n`);
  });
});

it.each([
  ['-acme', './-acme'],
  ['--help', './--help'],
  ['acme-mcp', 'acme-mcp'],
  ['.', '.'],
])('the path %s is no option', (path, word) => {
  expect(pathWord(path)).toBe(word);
});
