import type { CommandOption } from '../../model/command.js';
import { partOptions } from '../../options/part-options.js';
import { promptOptions } from '../../spec/flags/prompt.js';

export const options: readonly CommandOption[] = [...partOptions, ...promptOptions()];
