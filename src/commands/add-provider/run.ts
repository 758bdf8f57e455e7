import { addProviders } from '../../extend/add-providers.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { SourceOptions } from '../../sources/options.js';

export const run = (
  context: CommandContext,
  { arguments: [name], options, ordered }: CommandLine<SourceOptions>,
) => addProviders(context, { name, options, ordered });
