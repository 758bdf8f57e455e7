import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/register.gen.js';
import type { CommandDescription } from '../../src/model/command.js';
import { optionFlag } from '../../src/options/combinations.js';
import { allOptions, loadDetails } from '../../src/options/common-options.js';

const ALL = new Map<string, string[]>();
for (const command of Object.values<CommandDescription>(commands))
  ALL.set(command.name, [
    ...allOptions(await loadDetails(command)).map(optionFlag),
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
  'extend',
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

/** Commands whose errors are in a file, and options there that belong to other programs or to the commands that a hint names. */
const RAISED_BY: readonly [
  file: string,
  commands: readonly string[],
  others?: readonly string[],
][] = [
  ['call', ['call'], ['--credentials', '--browser']],
  ['chat', ['chat']],
  ['client', ['config'], ['--npx']],
  ['create', ['create'], ['--list']],
  ['database', ['create', 'add-provider', 'import'], ['--rm', '--no-save', '--kind']],
  ['dev', ['dev']],
  ['eval', ['eval']],
  ['extend', ['add-tool'], ['--ours', '--name']],
  ['openapi', ['create', 'add-provider', 'import'], ['--spec']],
  ['plan', ['create', 'add-tool'], ['--check']],
  ['refactor', ['rename-tool', 'rename-argument', 'remove-tool']],
  [
    'remote',
    ['create', 'add-provider', 'import'],
    ['--header', '--sign-in', '--client-id', '--check'],
  ],
  ['spec', ['create', 'add-provider', 'add-tool']],
  ['validate', ['validate']],
];

it.each(RAISED_BY)('%s: hints name options that %j have', (file, names, others = []) => {
  const flags = [...new Set(text(file).match(FLAG))];
  for (const name of names) {
    const known = [...(ALL.get(name) ?? []), ...others];
    expect(
      flags.filter((flag) => !known.includes(flag)),
      name,
    ).toEqual([]);
  }
});
