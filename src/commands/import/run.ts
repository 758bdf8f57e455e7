import type { CommandContext, CommandLine } from '../../model/command.js';
import { unknownSource } from '../../model/errors/remote.js';
import type { ImportOptions } from '../../updates/options.js';

/** What can be imported, by the first argument. Each is loaded where it is needed. */
const SOURCES = {
  database: async () => (await import('../../updates/database.js')).importDatabase,
  mcp: async () => (await import('../../updates/mcp.js')).importMcp,
  openapi: async () => (await import('../../updates/openapi.js')).importOpenApi,
};

export async function run(context: CommandContext, given: CommandLine<ImportOptions>) {
  const [source = '', ...target] = given.arguments;
  if (!Object.hasOwn(SOURCES, source)) throw unknownSource(source, Object.keys(SOURCES));
  const read = await SOURCES[source as keyof typeof SOURCES]();
  return read(context, { ...given, arguments: target });
}
