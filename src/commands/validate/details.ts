import type { CommandOption, OptionValues } from '../../model/command.js';
import { directories } from '../../model/rule.js';
import { reporters } from '../../reporters/register.gen.js';

const formats = Object.entries(reporters).map(
  ([name, { summary }]) => `  ${name.padEnd(8)}${summary}`,
);

/** Options that have no effect if no project is checked. */
const CHECK_FLAGS = ['--format', '--output', '--fail-on', '--rule', '--provider', '--fix'];

export const options = [
  {
    flags: '--format <format>',
    description: 'format of the report; repeatable',
    choices: Object.keys(reporters),
    repeat: 'ordered',
    common: true,
  },
  {
    flags: '--output <file>',
    description: 'file for the report of the preceding --format',
    repeat: 'ordered',
    common: true,
  },
  {
    flags: '--fail-on <severity>',
    description: 'lowest severity that leads to exit code 1',
    default: 'error',
    choices: ['error', 'warning'],
    common: true,
  },
  {
    flags: '--rule <id>',
    description: 'ID runs only that rule, ID=off|warn|error sets its severity; repeatable',
    repeat: 'list',
    common: true,
  },
  {
    flags: '--provider <name>',
    description: 'check only this provider; repeatable',
    repeat: 'list',
  },
  { flags: '--fix', description: 'apply safe fixes first', common: true },
  {
    flags: '--dry-run',
    description: 'with --fix: show the fixes, change nothing',
    needs: ['--fix'],
    common: true,
  },
  { flags: '--diff', description: 'with --fix: show the fixes as a diff', needs: ['--fix'] },
  {
    flags: '--for <directory>',
    description: 'also run the project, with the rules of a directory of servers',
    choices: directories,
    excludes: ['--fix', '--list-rules', '--explain'],
    common: true,
  },
  {
    flags: '--explain <id>',
    description: 'describe a rule',
    excludes: ['--list-rules', ...CHECK_FLAGS],
    common: true,
  },
  { flags: '--list-rules', description: 'list all rules', excludes: CHECK_FLAGS },
] as const satisfies readonly CommandOption[];

export type ValidateOptions = OptionValues<typeof options>;

export const notes = ['Formats:', ...formats].join('\n');
