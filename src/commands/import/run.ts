import type { CommandContext, GivenArguments } from '../../model/command.js';
import { unknownSource } from '../../model/errors/remote.js';
import { importDatabase } from '../../updates/database.js';
import { importMcp } from '../../updates/mcp.js';
import { importOpenApi } from '../../updates/openapi.js';

/** What can be imported, by the first argument. */
const SOURCES: Readonly<Record<string, typeof importMcp>> = {
  database: importDatabase,
  mcp: importMcp,
  openapi: importOpenApi,
};

/** Imports from a source. */
export async function run(context: CommandContext, given: GivenArguments) {
  const [source = '', ...target] = given.arguments;
  const read = Object.hasOwn(SOURCES, source) ? SOURCES[source] : undefined;
  if (!read) throw unknownSource(source, Object.keys(SOURCES));
  return read(context, { ...given, arguments: target });
}
