import type { CommandOption } from '../../model/command.js';
import { callOptions } from '../../remote/options.js';

/** Options of commands that use the project in the current directory where no target is named. */
export const sessionOptions: readonly CommandOption[] = [
  {
    flags: '--provider <name>',
    description: 'provider of the project, if it has several',
    suggest: 'providers',
  },
  ...callOptions,
];
