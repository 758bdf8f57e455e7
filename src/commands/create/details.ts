import type { CommandOption } from '../../model/command.js';
import { sdkLines, storeKinds } from '../../model/spec.js';
import { clientIds } from '../../clients/ids.gen.js';
import { featureIds } from '../../features/ids.gen.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { authStyles } from '../../styles/register.gen.js';
import { providerOptions } from '../../spec/flags/table.js';
import { typesText } from '../../spec/flags/type-help.js';
import { flagOf } from '../../options/combinations.js';
import { databaseOptions } from '../../sources/database/options.js';
import { openApiOptions } from '../../sources/openapi/options.js';

const described = providerOptions(kindOptions, authStyles);
export const options: readonly CommandOption[] = [
  {
    flags: '--from <thing>',
    description: 'what to connect: a URL, path, command, "code" or "demo"',
    excludes: ['--spec', '--demo', '--from-openapi', '--from-database'],
    common: true,
  },
  {
    flags: '--own-files',
    description: 'with --from and a folder or bucket: each user has a new, empty folder instead',
    excludes: ['--allow-changes'],
    needs: ['--from'],
  },
  {
    flags: '--servers <names>',
    description: 'with --from client:ID: its servers, such as "github,linear" (default: all)',
    needs: ['--from'],
  },
  {
    flags: '--tools <names>',
    description: 'with --from and a service: its tools, such as "get_me,list_issues"',
    needs: ['--from'],
    excludes: ['--tool'],
  },
  {
    flags: '--spec <file>',
    description: 'a provider in YAML or JSON, "-" for stdin; repeatable',
    repeat: 'list',
    common: true,
  },
  {
    flags: '--demo',
    description: 'the same as --from demo',
    excludes: ['--spec', '--from-openapi', '--from-database', ...described.map(flagOf)],
  },
  {
    flags: '--sdk <line>',
    description: 'major version of the MCP TypeScript SDK',
    default: 'v2',
    choices: sdkLines,
  },
  {
    flags: '--store <kind>',
    description: 'credential store that several servers share',
    choices: storeKinds,
  },
  {
    flags: '--vendor',
    description: 'copy both packages to vendor/ instead of installing them from the registry',
  },
  {
    flags: '--feature <name>',
    description: 'files to publish, deploy or scan the server; repeatable',
    repeat: 'list',
    choices: featureIds,
  },
  {
    flags: '--repository <url>',
    description: 'to publish: repository on GitHub (default: the remote "origin")',
  },
  {
    flags: '--public-url <url>',
    description: 'to publish: public URL of the HTTP server, if it has one',
  },
  {
    flags: '--client <id>',
    description: 'MCP client that the README names (default: 5 usual ones); repeatable',
    repeat: 'list',
    choices: clientIds,
  },
  { flags: '--git', description: 'initialize a Git repository', negatable: true },
  ...openApiOptions,
  ...databaseOptions,
  ...described,
];

export const notes = typesText;
