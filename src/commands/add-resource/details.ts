import type { CommandOption } from '../../model/command.js';
import { resourceOptions } from '../../spec/flags/resource.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { partOptions } from '../../options/part-options.js';

export const options: readonly CommandOption[] = [...partOptions, ...resourceOptions(kindOptions)];
