import type { CommandDescription } from '../../model/command.js';
import { reporters } from '../../reporters/register.gen.js';

const formats = Object.entries(reporters).map(([name, { summary }]) => `${name}: ${summary}`);

export default {
  name: 'validate',
  group: 'Check',
  summary: 'Check that every provider fulfills the contract, without running the project.',
  arguments: [
    {
      name: 'directory',
      description:
        'checks all projects at or below it, else the project that contains it (default: the working directory)',
    },
  ],
  options: [
    {
      flags: '--format <format>',
      description: `format of the report; repeatable (${formats.join('; ')})`,
      choices: Object.keys(reporters),
      repeat: 'ordered',
    },
    {
      flags: '--output <file>',
      description: 'file for the report of the preceding --format',
      repeat: 'ordered',
    },
    {
      flags: '--fail-on <severity>',
      description: 'lowest severity that leads to exit code 1 (default: error)',
      choices: ['error', 'warning'],
    },
    {
      flags: '--rule <id>',
      description: 'ID runs only that rule, ID=off|warn|error sets its severity; repeatable',
      repeat: 'list',
    },
    {
      flags: '--provider <name>',
      description: 'check only this provider; repeatable',
      repeat: 'list',
    },
    { flags: '--fix', description: 'apply safe fixes first' },
    { flags: '--dry-run', description: 'with --fix: show the fixes, change nothing' },
    { flags: '--diff', description: 'with --fix: show the fixes as a diff' },
    { flags: '--explain <id>', description: 'describe a rule' },
    { flags: '--list-rules', description: 'list all rules' },
  ],
  writes: false,
  examples: [
    { command: 'mcp-provider validate', does: 'the project that contains the working directory' },
    {
      command: 'mcp-provider validate --fix --dry-run --diff',
      does: 'shows what --fix would change',
    },
    {
      command:
        'mcp-provider validate . --fail-on warning --format sarif --output report.sarif --format github',
      does: 'in GitHub Actions: code scanning and annotations',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
