import { clientIds } from '../../clients/ids.gen.js';
import { scopes } from '../../model/client.js';
import type { CommandDescription } from '../../model/command.js';

const HOW = 'How the client reaches the server';
const WHAT = 'What to do';

/** No entry is made. */
const WITHOUT_ENTRY = ['--remove', '--list'];

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
    {
      flags: '--write',
      common: true,
      description: 'add the entry to the file of the client',
      excludes: ['--remove', '--list'],
      group: WHAT,
    },
    {
      flags: '--remove',
      common: true,
      description: 'remove the entry from the files of the client',
      excludes: ['--list'],
      group: WHAT,
    },
    {
      flags: '--list',
      common: true,
      description: 'show the entries in the files of all clients, or of one',
      group: WHAT,
    },
    {
      flags: '--scope <scope>',
      common: true,
      description: 'user file or project file',
      choices: scopes,
      group: WHAT,
    },
    {
      flags: '--provider <name>',
      suggest: 'providers',
      common: true,
      description: 'only this provider',
      repeat: 'list',
      excludes: ['--list'],
      group: WHAT,
    },
    {
      flags: '--name <name>',
      description: 'name of the entry (default: name of the provider)',
      excludes: ['--list'],
      group: WHAT,
    },
    {
      flags: '--workspace <directory>',
      description: 'directory of the project file (default: the project)',
      group: WHAT,
    },
    {
      flags: '--overwrite',
      description: 'replace or remove an entry of another server',
      needs: ['--write', '--remove'],
      group: WHAT,
    },
    {
      flags: '--url <url>',
      common: true,
      description: 'over HTTP, at this URL',
      excludes: ['--npx', '--env'],
      group: HOW,
    },
    { flags: '--npx', description: 'start the published package with npx', group: HOW },
    {
      flags: '--env <name>',
      description: 'environment variable to pass to the server',
      repeat: 'list',
      excludes: WITHOUT_ENTRY,
      group: HOW,
    },
    {
      flags: '--header <header>',
      description: "HTTP header, such as 'Authorization: Bearer ${TOKEN}'",
      repeat: 'list',
      needs: ['--url'],
      excludes: WITHOUT_ENTRY,
      group: HOW,
    },
    {
      flags: '--oauth-client-id <id>',
      description: 'client ID at the authorization server',
      needs: ['--url'],
      excludes: WITHOUT_ENTRY,
      group: HOW,
    },
    {
      flags: '--oauth-scope <scope>',
      description: 'scope to request',
      repeat: 'list',
      needs: ['--url'],
      excludes: WITHOUT_ENTRY,
      group: HOW,
    },
    {
      flags: '--timeout <seconds>',
      description: 'timeout of a call',
      excludes: WITHOUT_ENTRY,
      group: HOW,
    },
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
