import { kindOptions } from '../kinds/options.gen.js';
import type { CommandOption, OptionValues } from '../model/command.js';
import { optionFlag } from '../options/combinations.js';
import { withEach } from '../options/common-options.js';
import type { PublicationOptions } from '../options/shared-options.js';
import { CONNECTION_SECONDS } from '../remote/options.js';
import { providerOptions } from '../spec/flags/table.js';
import { authStyles } from '../styles/register.gen.js';
import type { DatabaseOptions } from './database/options.js';
import type { OpenApiOptions } from './openapi/options.js';

export const describingOptions = providerOptions(kindOptions, authStyles);

const specOption = {
  flags: '--spec <file>',
  description: 'a provider in YAML or JSON, "-" for stdin; repeatable',
  repeat: 'list',
} as const satisfies CommandOption;

/** Options about how to reach and serve a running MCP server, as for `import mcp`. */
export const serverOptions = withEach({ sources: ['server'] }, [
  {
    flags: '--env <name>',
    description: 'with --from and a command: environment variable to pass to it; repeatable',
    repeat: 'list',
  },
  {
    flags: '--timeout <seconds>',
    description: `with --from and an MCP server: of the whole connection (default: ${CONNECTION_SECONDS})`,
  },
  {
    flags: '--rename <names>',
    description: 'with --from and an MCP server: "name_at_the_server=name_here"; repeatable',
    repeat: 'list',
  },
]);

/** Options that state what a provider connects to. */
export const sourceOptions = [
  {
    flags: '--from <thing>',
    description:
      'what to connect: OpenAPI file, URL, request, service such as "github", database, folder, MCP server, client:ID, "code" or "demo"',
    excludes: ['--spec', '--demo', '--from-openapi', '--from-database'],
    instead:
      'Create the project with one of them, and add the others in it: requests with "npx mcp-provider add-tool", anything else with "npx mcp-provider add-provider".',
    common: true,
  },
  {
    flags: '--own-files',
    description: 'with --from and a folder or bucket: each user has a new, empty folder instead',
    excludes: ['--allow-changes'],
    sources: ['folder', 'bucket'],
  },
  {
    flags: '--servers <names>',
    description: 'with --from client:ID: its servers, such as "github,linear" (default: all)',
    sources: ['client'],
  },
  {
    flags: '--tools <names>',
    description: 'with --from and a service: its tools, such as "get_me,list_issues"',
    sources: ['service'],
    excludes: ['--tool'],
  },
  ...serverOptions,
  specOption,
] as const satisfies readonly CommandOption[];

/** Options with which a new project connects to a source. */
export const connectionOptions = [
  ...sourceOptions,
  {
    flags: '--demo',
    description: 'the same as --from demo',
    excludes: ['--spec', '--from-openapi', '--from-database', ...describingOptions.map(optionFlag)],
  },
] as const satisfies readonly CommandOption[];

/** Options about files and databases from which providers are made. */
export type InputOptions = OptionValues<[typeof specOption]> & OpenApiOptions & DatabaseOptions;

/** All options that some source uses. */
export type SourceOptions = OptionValues<typeof connectionOptions> &
  InputOptions &
  PublicationOptions;
