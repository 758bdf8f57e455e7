import type { CommandOption } from '../../model/command.js';
import { promptOptions } from '../../spec/flags/prompt.js';
import { partOptions } from '../../options/part-options.js';

export const options: readonly CommandOption[] = [...partOptions, ...promptOptions()];
