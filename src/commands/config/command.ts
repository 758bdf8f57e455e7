import { clientIds } from '../../clients/ids.gen.js';
import { scopes } from '../../model/client.js';
import type { CommandDescription, CommandOption } from '../../model/command.js';

/** No entry is made. */
const WITHOUT_ENTRY = ['--remove', '--list'];

const WHAT: readonly CommandOption[] = [
  {
    flags: '--write',
    common: true,
    description: 'add the entry to the file of the client',
    excludes: ['--remove', '--list'],
  },
  {
    flags: '--remove',
    common: true,
    description: 'remove the entry from the files of the client',
    excludes: ['--list'],
  },
  {
    flags: '--list',
    common: true,
    description: 'show the entries in the files of all clients, or of one',
  },
  {
    flags: '--scope <scope>',
    common: true,
    description: 'user file or project file',
    choices: scopes,
  },
  {
    flags: '--provider <name>',
    suggest: 'providers',
    common: true,
    description: 'only this provider',
    repeat: 'list',
    excludes: ['--list'],
  },
  {
    flags: '--name <name>',
    description: 'name of the entry (default: name of the provider)',
    excludes: ['--list'],
  },
  {
    flags: '--workspace <directory>',
    description: 'directory of the project file (default: the project)',
  },
  {
    flags: '--overwrite',
    description: 'replace or remove an entry of another server',
    needs: ['--write', '--remove'],
  },
];

const HOW: readonly CommandOption[] = [
  {
    flags: '--url <url>',
    common: true,
    description: 'over HTTP, at this URL',
    excludes: ['--npx', '--env'],
  },
  { flags: '--npx', description: 'start the published package with npx' },
  {
    flags: '--env <name>',
    description: 'environment variable to pass to the server',
    repeat: 'list',
    excludes: WITHOUT_ENTRY,
  },
  {
    flags: '--header <header>',
    description: "HTTP header, such as 'Authorization: Bearer ${TOKEN}'",
    repeat: 'list',
    needs: ['--url'],
    excludes: WITHOUT_ENTRY,
  },
  {
    flags: '--oauth-client-id <id>',
    description: 'client ID at the authorization server',
    needs: ['--url'],
    excludes: WITHOUT_ENTRY,
  },
  {
    flags: '--oauth-scope <scope>',
    description: 'scope to request',
    repeat: 'list',
    needs: ['--url'],
    excludes: WITHOUT_ENTRY,
  },
  { flags: '--timeout <seconds>', description: 'timeout of a call', excludes: WITHOUT_ENTRY },
];

export default {
  name: 'config',
  group: 'Use',
  summary: 'Print the entry for an MCP client, or write it.',
  arguments: [
    {
      name: 'client',
      suggest: clientIds,
      description:
        'ID of the client, such as claude-code, cursor or vscode; "--help --all" lists all',
    },
  ],
  options: [
    ...WHAT.map((option) => ({ ...option, group: 'What to do' })),
    ...HOW.map((option) => ({ ...option, group: 'How the client reaches the server' })),
    { flags: '-y, --yes', description: 'accept defaults without asking' },
    {
      flags: '--dry-run',
      common: true,
      description: 'show the changes as a diff and write nothing',
      needs: ['--write', '--remove'],
    },
  ],
  writes: false,
  examples: [
    { command: 'mcp-provider config cursor', does: 'prints the entry' },
    {
      command: 'mcp-provider config claude-code --write --scope project',
      does: 'adds it to .mcp.json',
    },
    {
      command:
        "mcp-provider config vscode --url https://mcp.example.com --header 'Authorization: Bearer ${TOKEN}'",
      does: 'prints the entry for a remote server',
    },
  ],
  notes: `Clients:\n${columns(clientIds)}`,
  load: () => import('./run.js'),
} satisfies CommandDescription;

/** Names in lines that fit the narrowest terminal. */
function columns(names: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const name of names) {
    if (line.length + name.length > 72) {
      lines.push(`${line},`);
      line = '';
    }
    line += `${line === '' ? '  ' : ', '}${name}`;
  }
  return [...lines, line].join('\n');
}
