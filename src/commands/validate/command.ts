import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'validate',
  group: 'Check',
  summary: 'Check that every provider fulfills the contract. The project does not run.',
  arguments: [
    {
      name: 'directory',
      description: 'project, or directory with projects (default: working directory)',
    },
  ],
  options: [],
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
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
