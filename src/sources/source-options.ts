import { kindOptions } from '../kinds/options.gen.js';
import type { CommandLine, CommandOption, Source } from '../model/command.js';
import { uselessForSource } from '../model/errors/cli.js';
import { inapplicableOption, isStated, optionFlag } from '../options/combinations.js';
import { authFlag, KIND_FLAG, PRESET, providerOptions, settingFlag } from '../spec/flags/table.js';
import { authStyles } from '../styles/register.gen.js';
import { databaseOptions } from './database/options.js';
import { documentHostOption, openApiOptions } from './openapi/options.js';
import { sourceOptions } from './options.js';

const ALL_SOURCE_OPTIONS: readonly CommandOption[] = [
  ...openApiOptions,
  documentHostOption,
  ...databaseOptions,
  ...sourceOptions,
];

export const PRESET_FLAG = authFlag(PRESET);
/** Options for the kind and place of a source, which most sources state themselves. */
const PLACES = [
  KIND_FLAG,
  PRESET_FLAG,
  ...Object.values(kindOptions).flatMap(({ spec }) => spec.settings.map(settingFlag)),
];
/** Options that describe a provider otherwise, and its own tools; each kind rejects those that it does not have. */
const DESCRIBING_FLAGS = providerOptions(kindOptions, authStyles)
  .map(optionFlag)
  .filter((flag) => !PLACES.includes(flag));

interface SourceUsage {
  /** Noun phrase for sentences. */
  sourceName: string;
  /** Options for places that apply to the source. */
  places?: readonly string[];
  /** Whether the source alone describes its providers. */
  isComplete?: true;
}

/** The sources with the options that apply to them; others would be ignored. */
const SOURCES = {
  demo: { sourceName: 'the demo', isComplete: true },
  spec: { sourceName: 'a spec', isComplete: true },
  client: { sourceName: 'the servers of an MCP client', isComplete: true },
  code: { sourceName: 'own code' },
  service: { sourceName: 'a service', places: ['--base-url'] },
  request: { sourceName: 'a request', places: ['--base-url', PRESET_FLAG] },
  api: { sourceName: 'the URL of an API', places: [PRESET_FLAG] },
  document: { sourceName: 'an OpenAPI document', places: ['--base-url', PRESET_FLAG] },
  server: { sourceName: 'an MCP server', places: [PRESET_FLAG] },
  database: { sourceName: 'a database', places: ['--database-url'] },
  folder: { sourceName: 'a folder' },
  bucket: { sourceName: 'a bucket' },
} as const satisfies Readonly<Record<Source, SourceUsage>>;

/** Rejects options that a source would ignore. @throws CliError `usage/source-option` */
export function refuseOtherOptions(source: Source, commandLine: CommandLine): void {
  const { sourceName, places = [], isComplete }: SourceUsage = SOURCES[source];
  const foreign = inapplicableOption(source, ALL_SOURCE_OPTIONS, commandLine);
  const describingOptions = [...PLACES, ...(isComplete ? DESCRIBING_FLAGS : [])];
  const useless =
    (foreign && optionFlag(foreign)) ??
    describingOptions.find((flag) => !places.includes(flag) && isStated(commandLine, flag));
  if (useless === undefined) return;
  const applicable = ALL_SOURCE_OPTIONS.filter((option) => option.sources?.includes(source)).map(
    optionFlag,
  );
  throw uselessForSource(useless, sourceName, [...applicable, ...places]);
}
