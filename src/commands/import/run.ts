import type { CommandContext, CommandLine } from '../../model/command.js';
import { otherSource } from '../../model/errors/cli.js';
import { unknownSource } from '../../model/errors/remote.js';
import { flagOf, uselessFor } from '../../options/combinations.js';
import { type ImportOptions, importOptions } from '../../updates/options.js';

/** What can be imported, by the first argument. Each is loaded where it is needed. */
const SOURCES = {
  database: async () => (await import('../../updates/database.js')).importDatabase,
  mcp: async () => (await import('../../updates/mcp.js')).importMcp,
  openapi: async () => (await import('../../updates/openapi.js')).importOpenApi,
};

/** Options name the sources in other words. */
const SOURCE_NAMES = { database: 'database', mcp: 'server', openapi: 'document' } as const;

export async function run(context: CommandContext, given: CommandLine<ImportOptions>) {
  const [source = '', ...target] = given.arguments;
  if (!Object.hasOwn(SOURCES, source)) throw unknownSource(source, Object.keys(SOURCES));
  const name = source as keyof typeof SOURCES;
  const useless = uselessFor(SOURCE_NAMES[name], importOptions, given);
  if (useless) {
    const others = Object.entries(SOURCE_NAMES).filter(([, each]) => useless.for?.includes(each));
    throw otherSource(
      flagOf(useless),
      name,
      others.map(([other]) => other),
    );
  }
  const read = await SOURCES[name]();
  return read(context, { ...given, arguments: target });
}
