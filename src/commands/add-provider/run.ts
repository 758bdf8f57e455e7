import { addProviders } from '../../extend/add-providers.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { InputOptions } from '../../sources/options.js';

export const run = (
  context: CommandContext,
  { arguments: [name], options, ordered }: CommandLine<InputOptions>,
) => addProviders(context, { name, options, ordered });
