import type { CommandContext, GivenArguments } from '../../model/command.js';
import { unknownSource } from '../../model/errors/remote.js';
import { importMcp } from './mcp.js';

/** Imports from a source. */
export async function run(context: CommandContext, given: GivenArguments) {
  const [source = '', ...target] = given.arguments;
  if (source !== 'mcp') throw unknownSource(source);
  return importMcp(context, { ...given, arguments: target });
}
