import { kindOptions } from '../kinds/options.gen.js';
import type { CommandLine, CommandOption, Source } from '../model/command.js';
import { uselessForSource } from '../model/errors/cli.js';
import { flagOf, isGiven, uselessFor } from '../options/combinations.js';
import { authFlag, KIND_FLAG, PRESET, providerOptions, settingFlag } from '../spec/flags/table.js';
import { authStyles } from '../styles/register.gen.js';
import { databaseOptions } from './database/options.js';
import { documentHostOption, openApiOptions } from './openapi/options.js';
import { sourceOptions } from './options.js';

const OF_SOURCES: readonly CommandOption[] = [
  ...openApiOptions,
  documentHostOption,
  ...databaseOptions,
  ...sourceOptions,
];

export const PRESET_FLAG = authFlag(PRESET);
/** What a source is, and where: most sources state it themselves. */
const PLACES = [
  KIND_FLAG,
  PRESET_FLAG,
  ...Object.values(kindOptions).flatMap(({ spec }) => spec.settings.map(settingFlag)),
];
/** What describes a provider otherwise, and its own tools; each kind refuses what it does not have. */
const DESCRIBED = providerOptions(kindOptions, authStyles)
  .map(flagOf)
  .filter((flag) => !PLACES.includes(flag));

interface SourceWords {
  /** In sentences. */
  called: string;
  /** Options for places that apply to it. */
  places?: readonly string[];
  /** Nothing describes its providers but itself. */
  isComplete?: true;
}

/** Options by what a provider is made from; all others would be ignored. */
const SOURCES = {
  demo: { called: 'the demo', isComplete: true },
  spec: { called: 'a spec', isComplete: true },
  client: { called: 'the servers of an MCP client', isComplete: true },
  code: { called: 'own code' },
  service: { called: 'a service', places: ['--base-url'] },
  request: { called: 'a request', places: ['--base-url', PRESET_FLAG] },
  api: { called: 'the URL of an API', places: [PRESET_FLAG] },
  document: { called: 'an OpenAPI document', places: ['--base-url', PRESET_FLAG] },
  server: { called: 'an MCP server', places: [PRESET_FLAG] },
  database: { called: 'a database', places: ['--database-url'] },
  folder: { called: 'a folder' },
  bucket: { called: 'a bucket' },
} as const satisfies Readonly<Record<Source, SourceWords>>;

/** Refuses options that would be ignored for a source. @throws CliError `usage/source-option` */
export function refuseOtherOptions(source: Source, given: CommandLine): void {
  const { called, places = [], isComplete }: SourceWords = SOURCES[source];
  const foreign = uselessFor(source, OF_SOURCES, given);
  const described = [...PLACES, ...(isComplete ? DESCRIBED : [])];
  const useless =
    (foreign && flagOf(foreign)) ??
    described.find((flag) => !places.includes(flag) && isGiven(given, flag));
  if (useless === undefined) return;
  const applicable = OF_SOURCES.filter((option) => option.for?.includes(source)).map(flagOf);
  throw uselessForSource(useless, called, [...applicable, ...places]);
}
