import { describe, expect, it } from 'vitest';
import { parse } from '../../src/cli/parser.js';
import type { CommandDescription } from '../../src/model/command.js';
import { notAChoice } from '../../src/model/errors/cli.js';
import { paint } from '../../src/ui/paint.js';

const write: CommandDescription = {
  name: 'write',
  group: 'Create',
  summary: 'Write something.',
  arguments: [{ name: 'dir', description: 'where to' }],
  options: [
    { flags: '--sdk <line>', description: 'SDK', choices: ['v1', 'v2'] },
    { flags: '--base-url <url>', description: 'URL' },
    { flags: '--spec <file>', description: 'spec', repeat: 'list' },
    { flags: '--tool <text>', description: 'tool', repeat: 'ordered', group: 'Tools' },
    { flags: '--param <text>', description: 'parameter', repeat: 'ordered', group: 'Tools' },
    { flags: '--git', description: 'make a repository', negatable: true },
  ],
  writes: true,
  examples: [{ command: 'write-it here', does: 'writes here' }],
  program: 'write-it',
  load: () => Promise.reject(new Error('not while parsing')),
};
const look: CommandDescription = {
  ...write,
  name: 'look',
  group: 'Check',
  summary: 'Look at something.',
  arguments: [{ name: 'file', description: 'what', required: true }],
  options: [],
  writes: false,
};
delete look.program;

function parsed(argv: string[], program = 'mcp-provider') {
  const view = { color: false, columns: 80, paint: paint(false) };
  let printed = '';
  const print = (text: string) => void (printed += text);
  const invocation = parse(program, argv, [look, write], {
    stdout: view,
    stderr: view,
    writeOut: print,
    writeErr: print,
  });
  return { command: invocation?.description.name, given: invocation?.commandLine, printed };
}

const given = (...argv: string[]) => parsed(['write', ...argv]).given;
const nothing = { arguments: [], options: {}, ordered: [] };

describe('what was typed', () => {
  it.each([
    { argv: [], is: {} },
    { argv: ['here'], is: { arguments: ['here'] } },
    { argv: ['--sdk', 'v1'], is: { options: { sdk: 'v1' } } },
    { argv: ['--sdk=v1', '--sdk', 'v1'], is: { options: { sdk: 'v1' } } },
    { argv: ['--base-url', '--yes'], is: { options: { baseUrl: '--yes' } } },
    { argv: ['--base-url='], is: { options: { baseUrl: '' } } },
    {
      argv: ['--spec', 'a', 'b', '--spec', 'c'],
      is: { arguments: ['b'], options: { spec: ['a', 'c'] } },
    },
    { argv: ['--git'], is: { options: { git: true } } },
    { argv: ['--no-git', '-y'], is: { options: { git: false, yes: true } } },
    { argv: ['--no-install'], is: { options: { install: false } } },
    { argv: ['--', '--git', '--', 'a'], is: { arguments: ['a'], options: { git: true } } },
    {
      argv: ['--tool', 'a', '--param', 'x', '--spec', 's', '--tool=b', '--param', 'y'],
      is: {
        options: { spec: ['s'] },
        ordered: [
          ['--tool', 'a'],
          ['--param', 'x'],
          ['--tool', 'b'],
          ['--param', 'y'],
        ],
      },
    },
  ])('$argv', ({ argv, is }) => {
    expect(given(...argv)).toEqual({ ...nothing, ...is });
  });
});

describe('what is refused', () => {
  it.each([
    [['write', '--sdk', 'v3'], 'usage/not-a-choice'],
    [['write', '--sdk'], 'usage/option-missing-argument'],
    [['write', '--package-manager', 'pip'], 'usage/not-a-choice'],
    [['look', 'file', '--dry-run'], 'usage/unknown-option'],
    [['look'], 'usage/missing-argument'],
    [['write', ''], 'usage/empty-argument'],
    [['write', ' \t'], 'usage/empty-argument'],
    [['write', '--sdk', 'v1', '--sdk=v2'], 'usage/option-twice'],
    [['look', 'a', 'b'], 'usage/excess-arguments'],
    [['lock', 'a'], 'usage/unknown-command'],
    [['lock', '--help'], 'usage/unknown-command'],
    [['help', 'lock'], 'usage/unknown-command'],
    [[], 'usage/no-command'],
    [['look', 'file', '--all'], 'usage/unknown-option'],
  ])('%j', (argv, code) => {
    expect(() => parsed(argv)).toThrow(expect.objectContaining({ code, exit: 2 }));
  });

  it('names ten of many choices', () => {
    const choices = Array.from({ length: 33 }, (_, index) => `c${index}`);
    expect(notAChoice('--client', 'x', choices).hint).toMatch(
      / c9 and 23 more, which "--help --all" lists\.$/,
    );
  });

  it('names the choices', () => {
    expect(() => parsed(['write', '--sdk', 'v3'])).toThrow(
      expect.objectContaining({
        message: 'Invalid value "v3" for --sdk; did you mean "v1"?',
        hint: 'Choose one of v1, v2.',
      }),
    );
  });
});

describe('a program without commands', () => {
  it.each([
    [
      ['look'],
      'Run "npx -p create-mcp-provider mcp-provider look". To create a project in the directory "look", enter "./look".',
    ],
    [
      ['look', 'file', '--json'],
      'Run "npx -p create-mcp-provider mcp-provider look". To create a project in the directory "look", enter "./look".',
    ],
    [
      ['loook'],
      'Run "npx -p create-mcp-provider mcp-provider look". To create a project in the directory "loook", enter "./loook".',
    ],
  ])('refuses %j', (argv, hint) => {
    const failure = expect.objectContaining({ code: 'usage/other-program', hint }) as Error;
    expect(() => parsed(argv, 'write-it')).toThrow(failure);
  });

  it.each([['lookup'], ['./loook'], ['loook', '--git']])('accepts a directory: %j', (...argv) => {
    expect(parsed(argv, 'write-it').given?.arguments).toEqual([argv[0]]);
  });

  it('accepts the "--" that pnpm, Yarn and Bun hand on', () => {
    expect(parsed(['here', '--', '--sdk', 'v1'], 'write-it').given).toMatchObject({
      arguments: ['here'],
      options: { sdk: 'v1' },
    });
    expect(parsed(['--', '-here'], 'write-it').given?.arguments).toEqual(['-here']);
  });

  it('prints its usage for the word "help"', () => {
    expect(parsed(['help'], 'write-it').printed).toMatch(/^Usage: write-it \[dir\]/);
  });
});

describe('help', () => {
  it('lists the commands by group', () => {
    expect(parsed(['--help']).printed).toMatch(
      /\n {2}Create {2}write {2}Write something\n {2}Check {3}look {3}Look at something\n/,
    );
  });

  it('of a command lists its arguments and common options, and one example', () => {
    const { printed, command } = parsed(['write', '--help']);
    expect(command).toBeUndefined();
    expect(printed).toMatch(/^Usage: mcp-provider write \[dir\] \[options\]\n/);
    expect(printed).toMatch(/\n {2}\[dir\] {6}where to\n {2}-y, --yes {2}/);
    expect(printed).not.toContain('--tool');
    expect(printed).toContain('\nExample: write-it here\n');
  });

  it.each([
    [['write', '--help', '--all']],
    [['write', '--all', '-h']],
    [['help', 'write', '--all']],
  ])('%j lists all options by group, and examples', (argv) => {
    const { printed } = parsed(argv);
    expect(printed).toMatch(
      /\nTools:\n {2}--tool <text> .*\n {2}--param <text> .*\n\nCommon options:/,
    );
    expect(printed).toMatch(/\n {2}--sdk <line> +SDK: v1, v2\n/);
    expect(printed).toMatch(/\n {2}--\[no-\]git +make a repository\n/);
    expect(printed).toMatch(/\nExamples:\n {2}write-it here\n {6}writes here\n$/);
  });

  it('of a program with one command is that of the command', () => {
    const usage = /^Usage: write-it \[dir\] \[options\]\n/;
    expect(parsed(['--help'], 'write-it').printed).toMatch(usage);
    expect(parsed(['here'], 'write-it')).toMatchObject({
      command: 'write',
      given: { arguments: ['here'] },
    });
  });
});
