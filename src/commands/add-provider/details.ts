import type { CommandOption } from '../../model/command.js';
import { databaseOptions } from '../../sources/database/options.js';
import { documentHostOption, openApiOptions } from '../../sources/openapi/options.js';
import { describingOptions, sourceOptions } from '../../sources/options.js';
import { typesText } from '../../spec/flags/type-help.js';

export const options: readonly CommandOption[] = [
  ...sourceOptions,
  ...openApiOptions,
  documentHostOption,
  ...databaseOptions,
  ...describingOptions,
];

export const notes = typesText;
