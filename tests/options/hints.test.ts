import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flagOf } from '../../src/options/combinations.js';
import { loadDetails, optionsOf } from '../../src/options/common-options.js';
import { commands } from '../../src/commands/register.gen.js';
import type { CommandDescription } from '../../src/model/command.js';

const ALL = new Map<string, string[]>();
for (const command of Object.values<CommandDescription>(commands))
  ALL.set(command.name, [
    ...optionsOf(await loadDetails(command)).map(flagOf),
    '--help',
    '--all',
    '--no-git',
  ]);

const text = (file: string) =>
  readFileSync(new URL(`../../src/model/errors/${file}.ts`, import.meta.url), 'utf8');
const FLAG = /(?<![\w-])--[a-z][a-z-]+/g;

const FILES = [
  'call',
  'chat',
  'client',
  'create',
  'database',
  'dev',
  'eval',
  'files',
  'grow',
  'openapi',
  'project',
  'refactor',
  'remote',
  'spec',
  'validate',
];

describe('commands that messages name', () => {
  const named = FILES.flatMap((file) =>
    Array.from(
      text(file).matchAll(
        /(?:inProject|npx)\([`'](\S+)((?: [^`']*)?)[`']\)|npx mcp-provider ([a-z-]+)((?: [^"`']*)?)["`']/g,
      ),
      ([, one, rest, other, more]) => [file, one ?? other ?? '', rest ?? more ?? ''] as const,
    ).filter(([, name]) => !name.startsWith('$')),
  );

  it.each(named)('%s: %s%s', (_, name, words) => {
    const options = ALL.get(name);
    expect(options, name).toBeDefined();
    expect(options).toEqual(expect.arrayContaining(words.match(FLAG) ?? []));
  });
});

/** Options of programs that are not ours, and of the commands that their hint names. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  remote: ['--header', '--sign-in', '--client-id', '--check'],
  create: ['--list'],
};

it.each<[string, string[]]>([
  ['remote', ['create', 'add-provider', 'import']],
  ['grow', ['add-tool']],
  ['create', ['create']],
])('%s: hints name options that the commands have: %j', (file, names) => {
  const flags = new Set(text(file).match(FLAG));
  for (const name of names) {
    const known = [...(ALL.get(name) ?? []), ...(ELSEWHERE[file] ?? [])];
    expect(
      [...flags].filter((flag) => !known.includes(flag)),
      name,
    ).toEqual([]);
  }
});
