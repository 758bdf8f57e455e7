import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/register.gen.js';
import type { CommandDescription } from '../../src/model/command.js';
import { optionFlag } from '../../src/options/combinations.js';
import { allOptions, loadDetails } from '../../src/options/common-options.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const COMMANDS = await Promise.all(Object.values<CommandDescription>(commands).map(loadDetails));

/** A command line without the options, the option, and what it requires or excludes. */
type Row = readonly [words: string, option: string, others: string];

const IMPORTS = ['create new', 'add-provider acme', 'add-tool rooms'];
const OF_DOCUMENTS = ['--include #a', '--deprecated', '--allow-refs .', '--strict', '--lenient'];
const OF_DATABASES = [
  '--allow-changes',
  '--counts',
  '--tables a',
  '--user-column a',
  '--shared-tables a',
  '--users policies',
];
const OF_ENTRIES = ['--env A', '--timeout 5'];
const OF_HTTP_ENTRIES = ['--header A:b', '--oauth-client-id a', '--oauth-scope a'];
const OF_CHECKS = '--format json,--output a,--fail-on warning,--rule a,--provider a,--fix';

/** What describes a provider. */
const DESCRIBED = (await loadDetails(commands.create)).options
  .filter((option) => 'repeat' in option && option.repeat === 'ordered' && !('choices' in option))
  .map(optionFlag);

/** Of commands that describe providers. */
const from = (words: string) => (words.startsWith('add-tool') ? '' : '"--from" or ');

const NEEDS: readonly Row[] = [
  ...IMPORTS.flatMap((words) =>
    OF_DOCUMENTS.map((option): Row => [
      words,
      option,
      `${from(words)}"--from-openapi" or "--spec"`,
    ]),
  ),
  ['create new', '--own-files', '"--from"'],
  ['add-provider acme', '--servers a', '"--from"'],
  ['create new', '--exclude a', '"--from" or "--from-openapi" or "--spec" or "--from-database"'],
  ['create new', '--allow-host a', '"--from" or "--from-openapi" or "--spec"'],
  ['add-tool rooms', '--exclude a', '"--from-openapi" or "--spec"'],
  ['create new', '--tools a', '"--from"'],
  ...['--env A', '--timeout 5', '--rename a=b'].map((option): Row => [
    'create new',
    option,
    '"--from"',
  ]),
  ['create new', '--servers a', '"--from"'],
  ...IMPORTS.slice(0, 2).flatMap((words) =>
    OF_DATABASES.map((option): Row => [words, option, `${from(words)}"--from-database"`]),
  ),
  ['config cursor', '--overwrite', '"--write" or "--remove"'],
  ['config cursor', '--dry-run', '"--write" or "--remove"'],
  ...OF_HTTP_ENTRIES.map((option): Row => ['config cursor', option, '"--url"']),
  ['discover https://mcp.acme.dev', '--client-id a', '"--sign-in"'],
  ['import mcp https://mcp.acme.dev', '--client-id a', '"--sign-in"'],
  ['import openapi a.yaml', '--format json', '"--check"'],
  ['doctor https://mcp.acme.dev', '--redirect-uri a', '"--client-id" or "--register"'],
  ...['--raw', '--dry-run', '--diff'].map((option): Row => ['call find', option, '"--record"']),
  ['validate', '--dry-run', '"--fix"'],
  ['validate', '--diff', '"--fix"'],
];

const EXCLUDES: readonly Row[] = [
  ['drift', '--format sarif', '--dry-run'],
  ...['--spec a', '--demo', '--from-openapi a', '--from-database a'].map((option): Row => [
    'create new',
    '--from demo',
    option,
  ]),
  ['create new', '--demo', '--spec a'],
  ['create new', '--demo', '--from-openapi a'],
  ['create new', '--demo', '--from-database a'],
  ['create new', '--demo', '--kind api'],
  ['create new', '--demo', '--auth none'],
  ...DESCRIBED.map((option): Row => ['create new', '--demo', `${option} a`]),
  ['create new --from a', '--own-files', '--allow-changes'],
  ['create new --from github', '--tools a', '--tool a'],
  ['create new --from-database a', '--user-column a', '--users shared'],
  ['create new --from-database a', '--shared-tables a', '--users shared'],
  ...['--provider a', '--header a:b', '--env A'].map((other): Row => [
    'chat',
    '--servers a.json',
    other,
  ]),
  ['config cursor', '--write', '--remove'],
  ['config cursor', '--write', '--list'],
  ['config cursor', '--remove', '--list'],
  ['config cursor', '--url https://a.dev', '--npx'],
  ['config cursor', '--url https://a.dev', '--env A'],
  ...['--name a', '--provider a'].map((option): Row => ['config', option, '--list']),
  ...[...OF_ENTRIES, ...OF_HTTP_ENTRIES].flatMap((option): Row[] => [
    ['config', option, '--list'],
    ['config cursor', option, '--remove'],
  ]),
  ['doctor https://mcp.acme.dev', '--client-id a', '--register'],
  ['lock', '--renew', '--check'],
  ['upgrade', '--restore README.md', '--check'],
  ['sign-in acme', '--browser', '--credentials key.txt'],
  ['upgrade', '--restore a', '--check'],
  ...['--check', '--restore a', '--no-vendor'].map((other): Row => ['upgrade', '--render', other]),
  ['validate', '--explain contract/tool', '--list-rules'],
  ...OF_CHECKS.split(',').flatMap((other): Row[] => [
    ['validate', '--explain contract/tool', other],
    ['validate', '--list-rules', other],
  ]),
  ...['--fix', '--list-rules', '--explain contract/tool'].map((other): Row => [
    'validate',
    '--for claude',
    other,
  ]),
];

async function refused(...words: readonly string[]) {
  const files = memoryFiles({});
  const argv = words.join(' ').split(' ');
  const { exit, error } = await runProgram(argv, { files, cwd: '/home/ann' });
  expect([exit, files.texts()]).toEqual([2, {}]);
  return `${error?.code}: ${error?.message}`;
}

const flag = (option: string) =>
  option === '--users shared' ? option : option.split(' ', 1).join('');

describe('options that would be ignored', () => {
  it.each(NEEDS)('%s %s requires %s', async (words, option, needed) => {
    expect(await refused(words, option)).toBe(
      `usage/option-needs: "${flag(option)}" requires ${needed}.`,
    );
  });

  it.each(EXCLUDES)('%s: %s excludes %s', async (words, option, other) => {
    expect(await refused(words, other, option)).toBe(
      `usage/options-together: "${flag(option)}" and "${flag(other)}" cannot be used together.`,
    );
  });

  it.each([
    ['create new --yes --spec acme.yaml', '--include #a', '"--from-openapi"'],
    ['add-provider --yes --spec acme.yaml', '--strict', '"--from-openapi"'],
    ['create new --yes --spec acme.yaml', '--exclude a', '"--from-openapi"'],
  ])('%s: %s requires %s, where the file is no document', async (words, option, needed) => {
    const files = memoryFiles({ '/home/ann/acme.yaml': 'name: acme\ntools: []\n' });
    const argv = `${words} ${option}`.split(' ');
    const { exit, stderr } = await runProgram(argv, { files, cwd: '/home/ann' });
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`requires ${needed}.`) as string]);
  });
});

/** Options of sources, and those that each source has a meaning for. */
const OF_SOURCES = [
  ...[...OF_DOCUMENTS, ...OF_DATABASES, '--exclude a', '--own-files', '--servers a', '--tools a'],
  ...['--kind api', '--storage a', '--server a', '--preset slack', '--database-url sqlite:a'],
  ...['--base-url https://a.dev', '--name a', '--tool a', '--auth none'],
];
const ANY = '--name,--tool,--auth';
it.each([
  ['--from demo', ''],
  ['--from acme-spec.yaml', ''],
  ['--from client:cursor', '--servers'],
  ['--from .mcp.json', '--servers'],
  ['--from code', ANY],
  ['--from github', `${ANY},--tools,--base-url`],
  ['--from zoom', `${ANY},--base-url`],
  ['--from npx+a', `${ANY},--include,--exclude,--preset`],
  ['--from GET+https://a.dev/rooms', `${ANY},--base-url,--preset`],
  ['--from https://s3.eu-central-1.amazonaws.com/files', `${ANY},--allow-changes,--own-files`],
  ['--from docs', `${ANY},--exclude,--allow-changes,--own-files`],
  ...['--from', '--from-openapi'].map((option) => [
    `${option} acme.yaml`,
    `${ANY},--base-url,--preset,--exclude,${OF_DOCUMENTS.map(flag).join()}`,
  ]),
  ...['--from', '--from-database'].map((option) => [
    `${option} sqlite:shop.db`,
    `${ANY},--database-url,--exclude,${OF_DATABASES.map(flag).join()}`,
  ]),
])('create %s has a meaning for %s, and refuses the other options', async (source, useful) => {
  for (const option of OF_SOURCES) {
    if (useful.split(',').includes(flag(option))) continue;
    const files = memoryFiles({
      '/home/ann/acme.yaml': 'openapi: 3.1.0',
      '/home/ann/acme-spec.yaml': 'name: acme',
      '/home/ann/docs/a.md': '',
    });
    const argv = `create new --yes ${source} ${option}`.split(' ');
    const { error } = await runProgram(
      argv.map((word) => word.replaceAll('+', ' ')),
      { files, cwd: '/home/ann' },
    );
    expect(error?.message, option).toMatch(
      new RegExp(`^"${flag(option)}" (has no meaning for|requires|and) `),
    );
  }
});

describe('the descriptions of the options', () => {
  const options = COMMANDS.flatMap((command) => allOptions(command));
  const flags = new Set(options.map(optionFlag));
  const tested = (rows: readonly Row[]) => new Set(rows.map(([, option]) => flag(option)));
  const named = (what: 'needs' | 'excludes') =>
    options.filter((option) => option[what] !== undefined);

  it('name options that exist', () => {
    const others = options.flatMap(({ needs = [], excludes = [] }) => [...needs, ...excludes]);
    const words = others.map((each) => each.split(' ')[0]);
    for (const other of words) expect(flags).toContain(other);
  });

  it('are all tested', () => {
    for (const option of named('needs')) expect(tested(NEEDS)).toContain(optionFlag(option));
    const pairs = new Set(EXCLUDES.map(([, option, other]) => `${flag(option)} ${flag(other)}`));
    for (const option of named('excludes'))
      for (const other of option.excludes ?? [])
        expect(pairs).toContain(`${optionFlag(option)} ${other}`);
  });
});
