import type { CommandDescription, CommandOption } from '../../model/command.js';
import { sdkLines, storeKinds } from '../../model/spec.js';
import { clientIds } from '../../clients/ids.gen.js';
import { featureIds } from '../../features/ids.gen.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { authStyles } from '../../styles/register.gen.js';
import { providerOptions } from '../../spec/flags/table.js';
import { typesText } from '../../spec/flags/type-help.js';
import { flagOf } from '../combinations.js';
import { databaseOptions } from '../database/options.js';
import { openApiOptions } from '../openapi/options.js';

export default {
  name: 'create',
  program: 'create-mcp-provider',
  group: 'Create',
  summary: 'Create an MCP provider project. Asks for what options and specs do not provide.',
  arguments: [{ name: 'directory', description: 'directory of the project' }],
  /** Made where they are asked for: every start reads this description. */
  get options(): readonly CommandOption[] {
    const described = providerOptions(kindOptions, authStyles);
    return [
      {
        flags: '--spec <file>',
        description: 'a provider in YAML or JSON, "-" for stdin; repeatable',
        repeat: 'list',
        common: true,
      },
      {
        flags: '--demo',
        description: 'notes in memory, to try without an API',
        excludes: ['--spec', '--from-openapi', '--from-database', ...described.map(flagOf)],
        common: true,
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
  },
  writes: true,
  examples: [
    { command: 'create-mcp-provider acme-mcp --spec acme.yaml --yes', does: 'asks no questions' },
    { command: 'create-mcp-provider', does: 'asks for all settings' },
    {
      command: 'create-mcp-provider --from-openapi petstore.yaml --include "#pets"',
      does: 'imports operations of an OpenAPI document',
    },
    {
      command:
        'create-mcp-provider acme-mcp --name acme --description "Rooms of Acme" --base-url https://api.acme.dev --auth bearer --tool "get_room: One room" --request "GET /rooms/{room_id}"',
      does: 'one provider from options',
    },
  ],
  notes: typesText,
  load: () => import('./run.js'),
} satisfies CommandDescription;
