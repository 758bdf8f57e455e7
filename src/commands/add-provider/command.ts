import type { CommandDescription, CommandOption } from '../../model/command.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { authStyles } from '../../styles/register.gen.js';
import { providerOptions } from '../../spec/flags/table.js';
import { typesText } from '../../spec/flags/type-help.js';
import { databaseOptions } from '../database/options.js';
import { openApiOptions } from '../openapi/options.js';

export default {
  name: 'add-provider',
  group: 'Grow',
  summary: 'Add a provider to this project.',
  arguments: [{ name: 'name', description: 'name of the provider, such as acme_chat' }],
  /** Made where they are asked for: every start reads this description. */
  get options(): readonly CommandOption[] {
    return [
      {
        flags: '--spec <file>',
        description: 'a provider in YAML or JSON, "-" for stdin; repeatable',
        repeat: 'list',
        common: true,
      },
      ...openApiOptions,
      ...databaseOptions,
      ...providerOptions(kindOptions, authStyles),
    ];
  },
  writes: true,
  examples: [
    { command: 'mcp-provider add-provider --spec acme.yaml', does: 'asks no questions' },
    { command: 'mcp-provider add-provider', does: 'asks for all settings' },
  ],
  notes: typesText,
  load: () => import('./run.js'),
} satisfies CommandDescription;
