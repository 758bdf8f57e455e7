import { kindOptions } from '../../kinds/options.gen.js';
import type { CommandOption } from '../../model/command.js';
import { partOptions } from '../../options/part-options.js';
import { hostOption } from '../../options/shared-options.js';
import { resourceOptions } from '../../spec/flags/resource.js';

export const options: readonly CommandOption[] = [
  ...partOptions,
  hostOption,
  ...resourceOptions(kindOptions),
];
