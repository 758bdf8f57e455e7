import type { CommandDescription } from '../../model/command.js';
import { reporters } from '../../reporters/register.gen.js';

const formats = Object.entries(reporters).map(([name, { summary }]) => `${name}: ${summary}`);

export default {
  name: 'validate',
  group: 'Check',
  summary: 'Check that every provider keeps the contract, without running a line of the project.',
  arguments: [
    {
      name: 'directory',
      description:
        'check all projects at or below it, else the one it lies in; by default the one you are in',
    },
  ],
  options: [
    {
      flags: '--format <format>',
      description: `how the report looks, several times for several reports (${formats.join('; ')})`,
      choices: Object.keys(reporters),
      repeat: 'ordered',
    },
    {
      flags: '--output <file>',
      description: 'write the report of the --format before it to a file',
      repeat: 'ordered',
    },
    {
      flags: '--fail-on <severity>',
      description: 'exit 1 for errors only, or for warnings, too (error)',
      choices: ['error', 'warning'],
    },
    {
      flags: '--rule <id>',
      description: 'ID runs that rule only, ID=off|warn|error sets it; may be given several times',
      repeat: 'list',
    },
    {
      flags: '--provider <name>',
      description: 'only what belongs to this provider; may be given several times',
      repeat: 'list',
    },
    { flags: '--fix', description: 'first make the repairs that are certain' },
    { flags: '--dry-run', description: 'with --fix: show what would be changed, change nothing' },
    { flags: '--diff', description: 'with --fix: show the changes as a diff' },
    { flags: '--explain <id>', description: 'say everything about a rule, check nothing' },
    { flags: '--list-rules', description: 'list all rules, check nothing' },
  ],
  writes: false,
  examples: [
    { command: 'mcp-provider validate', does: 'the project you are in' },
    { command: 'mcp-provider validate --fix --dry-run --diff', does: 'what could be repaired' },
    {
      command:
        'mcp-provider validate . --fail-on warning --format sarif --output report.sarif --format github',
      does: 'in a GitHub workflow: code scanning and annotations',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
