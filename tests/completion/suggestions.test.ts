import { describe, expect, it } from 'vitest';
import { suggestionsFor } from '../../src/commands/completion/suggestions.js';
import type { CommandDescription } from '../../src/model/command.js';

const write: CommandDescription = {
  name: 'write',
  group: 'Create',
  summary: 'Write something.',
  arguments: [
    { name: 'letter', description: 'first', suggest: ['a', 'b'] },
    { name: 'directory', description: 'all others', variadic: true },
  ],
  options: [
    { flags: '--sdk <line>', description: 'SDK', choices: ['v1', 'v2'] },
    { flags: '--spec <file>', description: 'spec', repeat: 'list' },
    { flags: '--provider <name>', description: 'provider', suggest: 'providers' },
    { flags: '--tool <name>', description: 'tool', suggest: 'tools' },
    { flags: '--form <small|large>', description: 'form' },
    { flags: '--title <text>', description: 'title' },
    { flags: '--git', description: 'Git', negatable: true },
  ],
  writes: false,
  examples: [],
  program: 'write-it',
  load: () => Promise.reject(new Error('not while completing')),
};
const walk: CommandDescription = { ...write, name: 'walk', arguments: [], options: [] };
delete walk.program;

async function values(...words: string[]) {
  const names = { providers: ['acme', 'billing'], tools: ['get_room'] };
  const found = await suggestionsFor(words, [write, walk], (what) => Promise.resolve(names[what]));
  return typeof found === 'string' ? found : found.map(({ value }) => value);
}

const COMMON = ['--json', '--debug', '--no-color'];

describe('the last word', () => {
  it.each([
    { words: [''], is: ['write', 'walk'] },
    { words: ['wr'], is: ['write'] },
    { words: ['-'], is: ['--help', '--version'] },
    { words: ['help', 'wa'], is: ['walk'] },
    { words: ['unknown', ''], is: [] },
    { words: ['write', ''], is: ['a', 'b'] },
    { words: ['write', 'a', ''], is: 'directories' },
    { words: ['walk', ''], is: [] },
    { words: ['walk', '-'], is: [...COMMON, '--help'] },
    { words: ['write', '--s'], is: ['--sdk', '--spec'] },
    { words: ['write', '--sdk', ''], is: ['v1', 'v2'] },
    { words: ['write', '--sdk=v'], is: ['--sdk=v1', '--sdk=v2'] },
    { words: ['write', '--spec', 'x'], is: 'files' },
    { words: ['write', '--spec', 'x', '--sdk', 'v1', '--s'], is: ['--spec'] },
    { words: ['write', '--spec=x', '--sdk=v1', 'b'], is: ['b'] },
    { words: ['write', '--provider', 'b'], is: ['billing'] },
    { words: ['write', '--tool', 'g'], is: ['get_room'] },
    { words: ['write', '--form', 'l'], is: ['large'] },
    { words: ['write', '--title', ''], is: [] },
    { words: ['write', '--title', '--sdk', '--sdk', ''], is: ['v1', 'v2'] },
    { words: ['write', '--no-'], is: ['--no-git', '--no-color'] },
    { words: ['write', '--', ''], is: ['a', 'b'] },
  ])('of $words', async ({ words, is }) => {
    expect(await values('mcp-provider', ...words)).toEqual(is);
  });

  it('of a program with one command is a word of the command', async () => {
    expect(await values('write-it', '')).toEqual(['a', 'b']);
    expect(await values('write-it', '--v')).toEqual(['--version']);
  });

  it('comes with its description', async () => {
    const none = () => Promise.resolve([]);
    expect(await suggestionsFor(['mcp-provider', 'wr'], [write], none)).toEqual([
      { value: 'write', description: 'Write something.' },
    ]);
    expect(await suggestionsFor(['mcp-provider', 'write', '--sd'], [write], none)).toEqual([
      { value: '--sdk', description: 'SDK' },
    ]);
  });
});
