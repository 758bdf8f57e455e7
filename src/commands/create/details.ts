import { clientIds } from '../../clients/ids.gen.js';
import { featureIds } from '../../features/ids.gen.js';
import type { CommandOption, OptionValues } from '../../model/command.js';
import { sdkLines, storeKinds } from '../../model/spec.js';
import { publicationOptions, vendorOption } from '../../options/shared-options.js';
import { databaseOptions } from '../../sources/database/options.js';
import { documentHostOption, openApiOptions } from '../../sources/openapi/options.js';
import { connectionOptions, describingOptions } from '../../sources/options.js';
import { typesText } from '../../spec/flags/type-help.js';

export const options = [
  ...connectionOptions,
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
  vendorOption,
  {
    flags: '--feature <name>',
    description: 'files to publish, deploy or scan the server; repeatable',
    repeat: 'list',
    choices: featureIds,
  },
  ...publicationOptions,
  {
    flags: '--client <id>',
    description: 'MCP client that the README names (default: 5 usual ones); repeatable',
    repeat: 'list',
    choices: clientIds,
  },
  { flags: '--git', description: 'initialize a Git repository', negatable: true },
  ...openApiOptions,
  documentHostOption,
  ...databaseOptions,
  ...describingOptions,
] as const satisfies readonly CommandOption[];

export type CreateOptions = OptionValues<typeof options>;

export const notes = typesText;
