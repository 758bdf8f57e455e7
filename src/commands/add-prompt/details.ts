import type { CommandOption } from '../../model/command.js';
import { promptOptions } from '../../spec/flags/prompt.js';
import { partOptions } from '../grow/options.js';

export const options: readonly CommandOption[] = [...partOptions, ...promptOptions()];
