import { scopes } from '../model/client.js';
import type { CommandOption, OptionValues } from '../model/command.js';
import { withEach } from '../options/common-options.js';

const OPTIONS_WITHOUT_ENTRY = ['--remove', '--list'];

const actionOptions = withEach({ group: 'What to do' }, [
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
]);

const connectionOptions = withEach({ group: 'How the client reaches the server' }, [
  {
    flags: '--url <url>',
    common: true,
    description: 'connect over HTTP to this URL',
    excludes: ['--npx', '--env'],
  },
  { flags: '--npx', description: 'start the published package with npx' },
  {
    flags: '--env <name>',
    description: 'environment variable to pass to the server',
    repeat: 'list',
    excludes: OPTIONS_WITHOUT_ENTRY,
  },
  {
    flags: '--header <header>',
    description: "HTTP header, such as 'Authorization: Bearer ${TOKEN}'",
    repeat: 'list',
    needs: ['--url'],
    excludes: OPTIONS_WITHOUT_ENTRY,
  },
  {
    flags: '--oauth-client-id <id>',
    description: 'client ID at the authorization server',
    needs: ['--url'],
    excludes: OPTIONS_WITHOUT_ENTRY,
  },
  {
    flags: '--oauth-scope <scope>',
    description: 'scope to request',
    repeat: 'list',
    needs: ['--url'],
    excludes: OPTIONS_WITHOUT_ENTRY,
  },
  {
    flags: '--timeout <seconds>',
    description: 'timeout of a call',
    excludes: OPTIONS_WITHOUT_ENTRY,
  },
]);

/** Options of `config`. */
export const configOptions = [
  ...actionOptions,
  ...connectionOptions,
  { flags: '-y, --yes', description: 'accept defaults without asking' },
  {
    flags: '--dry-run',
    common: true,
    description: 'show the changes as a diff and write nothing',
    needs: ['--write', '--remove'],
  },
] as const satisfies readonly CommandOption[];

export type ConfigOptions = OptionValues<typeof configOptions>;
