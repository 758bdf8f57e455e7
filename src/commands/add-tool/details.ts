import { kindOptions } from '../../kinds/options.gen.js';
import type { CommandOption, OptionValues } from '../../model/command.js';
import { partOptions } from '../../options/part-options.js';
import { hostOption } from '../../options/shared-options.js';
import { openApiOptions } from '../../sources/openapi/options.js';
import { toolOptions } from '../../spec/flags/table.js';
import { typesText } from '../../spec/flags/type-help.js';

export const options = [
  ...partOptions,
  ...openApiOptions,
  hostOption,
  {
    flags: '--description <text>',
    description: 'description of the named tool',
    common: true,
    group: 'Tools',
  },
  ...toolOptions(kindOptions),
] as const satisfies readonly CommandOption[];

export type AddToolOptions = OptionValues<typeof options>;

export const notes = typesText;
