import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'config',
  group: 'Use',
  summary: 'Print the entry for an MCP client, or write it.',
  arguments: [
    {
      name: 'client',
      description:
        'ID of the client, such as claude-code, cursor or vscode; "--help --all" lists all',
    },
  ],
  options: [],
  writes: false,
  writesWith: ['write', 'remove'],
  examples: [
    { command: 'npx mcp-provider config cursor', does: 'prints the entry' },
    {
      command: 'npx mcp-provider config claude-code --write --scope project',
      does: 'adds it to .mcp.json',
    },
    {
      command:
        "npx mcp-provider config vscode --url https://mcp.example.com --header 'Authorization: Bearer ${TOKEN}'",
      does: 'prints the entry for a remote server',
    },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
