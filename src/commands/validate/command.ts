import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'validate',
  group: 'Check',
  summary: 'Check that every provider fulfills the contract. Only --for runs the project.',
  arguments: [
    {
      name: 'directory',
      description: 'project, or directory with projects (default: working directory)',
    },
  ],
  options: [],
  writes: false,
  writesWith: ['fix'],
  startsPrograms: true,
  examples: [
    {
      command: 'npx mcp-provider validate',
      does: 'the project that contains the working directory',
    },
    {
      command: 'npx mcp-provider validate --fix --dry-run --diff',
      does: 'shows what --fix would change',
    },
    {
      command:
        'npx mcp-provider validate . --fail-on warning --format sarif --output report.sarif --format github',
      does: 'in GitHub Actions: code scanning and annotations',
    },
    {
      command: 'npx mcp-provider validate --for chatgpt',
      does: 'runs the project and checks its tools for the ChatGPT directory',
    },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
