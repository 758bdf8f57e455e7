import type { CommandOption } from '../../model/command.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { authStyles } from '../../styles/register.gen.js';
import { providerOptions } from '../../spec/flags/table.js';
import { typesText } from '../../spec/flags/type-help.js';
import { databaseOptions } from '../../sources/database/options.js';
import { openApiOptions } from '../../sources/openapi/options.js';

export const options: readonly CommandOption[] = [
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

export const notes = typesText;
