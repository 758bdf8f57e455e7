import { describe, expect, it } from 'vitest';
import { parse } from '../../src/cli/parser.js';
import { commands } from '../../src/commands/register.gen.js';
import type { CommandDescription } from '../../src/model/command.js';
import { allOptions, loadDetails } from '../../src/options/common-options.js';
import { paint } from '../../src/ui/paint.js';

const LINES = 24;
const COLUMNS = 80;

const descriptions = await Promise.all(
  Object.values<CommandDescription>(commands).map(loadDetails),
);
const programs = descriptions.flatMap(({ program = [] }) => program);

function help(program: string, ...argv: string[]) {
  const view = { color: false, columns: COLUMNS, paint: paint(false) };
  let printed = '';
  const write = (text: string) => void (printed += text);
  const output = { stdout: view, stderr: view, writeOut: write, writeErr: write };
  parse(program, [...argv, '--help'], descriptions, output);
  return printed;
}

const pages = [
  ['mcp-provider'],
  ...programs.map((program) => [program]),
  ...descriptions.map(({ name }) => ['mcp-provider', name]),
] as [string, ...string[]][];

describe.each(pages)('%s %s --help', (...words) => {
  const lines = help(...words)
    .trimEnd()
    .split('\n');

  it(`fits a terminal of ${String(LINES)} lines and ${String(COLUMNS)} columns`, () => {
    // The prompt of the shell is on the line below.
    expect(lines.length, lines.join('\n')).toBeLessThan(LINES);
    expect(lines.filter(({ length }) => length > COLUMNS)).toEqual([]);
  });

  it('ends with the command that shows the rest', () => {
    expect(lines.at(-1)).toMatch(/^Run ".* --help( --all)?" for /);
  });
});

describe.each(descriptions.map((command) => [command.name, command] as const))(
  '%s',
  (name, description) => {
    const flags = allOptions(description).map((option) => option.flags.replace('--no-', '--'));

    it('shows every option with --all', () => {
      const all = help('mcp-provider', name, '--all').replaceAll('[no-]', '').replaceAll('no-', '');
      expect(flags.filter((each) => !all.includes(each))).toEqual([]);
    });

    it('counts the options that are left out', () => {
      const short = help('mcp-provider', name).replaceAll('--no-', '--');
      const left = [...flags, '-h, --help'].filter((each) => !short.includes(`  ${each}`));
      expect(short).toContain(`for ${String(left.length)} more options`);
    });
  },
);

it('shows the options of every command as it is typed', () => {
  expect(help('create-mcp-provider')).toMatch(/^Usage: create-mcp-provider \[directory\] /);
  expect(help('mcp-provider', 'create')).toMatch(/^Usage: mcp-provider create \[directory\] /);
});
