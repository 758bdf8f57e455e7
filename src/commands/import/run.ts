import type { CommandContext, CommandLine } from '../../model/command.js';
import { otherSource } from '../../model/errors/cli.js';
import { unknownSource } from '../../model/errors/remote.js';
import { inapplicableOption, optionFlag } from '../../options/combinations.js';
import { type ImportOptions, importOptions } from '../../updates/options.js';

/** Import commands by the first argument. Each is loaded on demand. */
const SOURCES = {
  database: async () => (await import('../../updates/database.js')).importDatabase,
  mcp: async () => (await import('../../updates/mcp.js')).importMcp,
  openapi: async () => (await import('../../updates/openapi.js')).importDocuments,
};

/** Names of the sources in option tables. */
const SOURCE_NAMES = { database: 'database', mcp: 'server', openapi: 'document' } as const;

export async function run(context: CommandContext, commandLine: CommandLine<ImportOptions>) {
  const [source = '', ...target] = commandLine.arguments;
  if (!Object.hasOwn(SOURCES, source)) throw unknownSource(source, Object.keys(SOURCES));
  const name = source as keyof typeof SOURCES;
  const useless = inapplicableOption(SOURCE_NAMES[name], importOptions, commandLine);
  if (useless) {
    const otherSources = Object.entries(SOURCE_NAMES).filter(([, source]) =>
      useless.sources?.includes(source),
    );
    throw otherSource(
      optionFlag(useless),
      name,
      otherSources.map(([otherName]) => otherName),
    );
  }
  const read = await SOURCES[name]();
  return read(context, { ...commandLine, arguments: target });
}
