import { commands } from '../../src/commands/register.gen.js';
import type { CommandDescription } from '../../src/model/command.js';
import { loadDetails } from '../../src/options/common-options.js';

/** All commands with their options. */
export const allCommands = await Promise.all(
  Object.values<CommandDescription>(commands).map(loadDetails),
);
