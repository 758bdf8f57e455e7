import { expect, it } from 'vitest';
import { SETTINGS } from '../../runtime/src/serving/http/limits.js';
import { clients } from '../../src/clients/register.gen.js';
import { commands } from '../../src/commands/register.gen.js';
import type { ClientRow } from '../../src/model/client.js';
import type { CommandDescription } from '../../src/model/command.js';
import {
  allOptions,
  helpOption,
  loadDetails,
  versionOption,
} from '../../src/options/common-options.js';
import { filesIn, read } from './sources.js';
import { lines, PAGES, strings, type Text } from './texts.js';

const TEXTS: readonly Text[] = [
  ...PAGES.filter((path) => path !== 'CHANGELOG.md').flatMap(lines),
  ...filesIn('templates').flatMap(lines),
  ...filesIn('src', 'runtime/src')
    .filter((path) => path.endsWith('.ts'))
    .flatMap(strings),
];

const ALL = await Promise.all(Object.values<CommandDescription>(commands).map(loadDetails));
const OF_HELP = ['--all', '--help', '--version'];

/** `--git` and `--no-git` of `--git`, negatable. */
const longOf = ({ flags, negatable }: { flags: string; negatable?: boolean }) => {
  const [long = ''] = /--[\w-]+/.exec(flags) ?? [];
  return negatable ? [long, long.replace('--', '--no-')] : [long];
};

const optionsOfCommand = (command: CommandDescription) => [
  ...[...allOptions(command), helpOption, versionOption].flatMap(longOf),
  ...OF_HELP,
];

/** A call of our programs up to the end of the line, the code or the command; `npm create NAME` runs `create-NAME`. */
const CALL = /(?<![\w/@.-])(?<!-p )((?:create[- ])?mcp-provider)(?:@\S+)? +([^`"'|&;<>#\n]*)/g;

const calls = TEXTS.flatMap(({ at, text }) =>
  [...text.matchAll(CALL)].map(([call, program = '', rest = '']) => ({
    at,
    call,
    program: program.replace(' ', '-'),
    rest,
  })),
);

it('mentions commands and their options only where they exist', () => {
  expect(calls.length).toBeGreaterThan(100);
  const wrong = calls.flatMap(({ at, call, program, rest }) => {
    const [name = ''] = rest.split(' ');
    const own = ALL.find((command) => command.program === program);
    const command = own ?? ALL.find((each) => each.name === name);
    const options = rest.split(' -- ')[0]?.match(/(?<=^| )--[a-z][\w-]*/g) ?? [];
    if (!command)
      return options.some((option) => !OF_HELP.includes(option)) || /^[a-z]+-[a-z]+$/.test(name)
        ? [`${at}: ${call}`]
        : [];
    const known = optionsOfCommand(command);
    return options.filter((option) => !known.includes(option)).map((option) => `${at}: ${option}`);
  });
  expect(wrong).toEqual([]);
});

it('quotes values with a comma, which PowerShell would split', () => {
  const unquoted = TEXTS.filter(({ text }) => /--[a-z][\w-]*[ =][\w.*-]+,\w/.test(text));
  expect(unquoted).toEqual([]);
});

it('mentions only environment variables that the runtime reads', () => {
  const code = filesIn('runtime/src').map(read).join('\n');
  const named = TEXTS.flatMap(({ at, text }) =>
    [...text.matchAll(/\b(?:MCP|CREDENTIALS|TOKEN)_[A-Z_]*[A-Z]\b/g)].map(([name]) => ({
      at,
      name,
    })),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ name }) => !code.includes(name))).toEqual([]);
});

it('documents all environment variables that the runtime reads', () => {
  const code = filesIn('runtime/src')
    .filter((path) => !path.startsWith('runtime/src/testing'))
    .map(read)
    .join('\n');
  const names = code.match(
    /\b(?:MCP|CREDENTIALS|TOKEN|MODEL|OPENAI|ANTHROPIC|XDG)_[A-Z_]*[A-Z]\b/g,
  );
  const limits = Object.values(SETTINGS).map(({ variable }) => variable);
  const page = read('docs/reference/environment.md');
  const documented = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  const missing = [...new Set(names)].filter((name) => ![...documented, ...limits].includes(name));
  expect(missing).toEqual([]);
});

it('mentions only entry points that the runtime has', () => {
  const { exports } = JSON.parse(read('runtime/package.json')) as { exports: object };
  const named = TEXTS.flatMap(({ at, text }) =>
    [...text.matchAll(/['"`]mcp-provider\/([\w/-]+)['"`]/g)].map(([, entry]) => ({ at, entry })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ entry }) => !Object.hasOwn(exports, `./${entry}`))).toEqual([]);
});

it('shows clients in the README of a project with their files', () => {
  const rows = [
    ...read('examples/weather/README.md').matchAll(/config (\S+) --write(.*?)` +\| `(.+?)` /g),
  ];
  expect(rows.length).toBeGreaterThan(4);
  for (const [row, id = '', scope, file] of rows) {
    const known: ClientRow | undefined = Object.entries(clients).find(([name]) => name === id)?.[1];
    const { project = [], user = [] } = known && 'container' in known ? known : {};
    const files = JSON.stringify(scope === '' ? user : project);
    expect(files, row).toContain(`${file}"`);
  }
});
