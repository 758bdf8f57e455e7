import { kindOptions } from '../kinds/options.gen.js';
import type { CommandLine } from '../model/command.js';
import { uselessForSource } from '../model/errors/cli.js';
import { authFlag, KIND_FLAG, PRESET, providerOptions, settingFlag } from '../spec/flags/table.js';
import { authStyles } from '../styles/register.gen.js';
import { flagOf, isGiven } from '../options/combinations.js';
import { databaseOptions } from './database/options.js';
import { hostOption } from '../options/shared-options.js';
import { serverOptions } from './options.js';
import { openApiOptions } from './openapi/options.js';

const OF_DOCUMENTS = [...openApiOptions, hostOption]
  .map(flagOf)
  .filter((flag) => flag !== '--from-openapi');
const OF_DATABASES = databaseOptions.map(flagOf).filter((flag) => flag !== '--from-database');

const OF_SERVERS = serverOptions.map(flagOf);

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

interface SourceOptions {
  /** In sentences. */
  called: string;
  /** Options that have a meaning for this source, but for those that describe any provider. */
  own?: readonly string[];
  /** Nothing describes its providers but itself. */
  isComplete?: true;
}

/** Options by what a provider is made from; all others would be ignored. */
const SOURCES = {
  demo: { called: 'the demo', isComplete: true },
  spec: { called: 'a spec', isComplete: true },
  client: { called: 'the servers of an MCP client', own: ['--servers'], isComplete: true },
  code: { called: 'own code' },
  service: { called: 'a service', own: ['--tools', '--base-url'] },
  request: { called: 'a request', own: ['--base-url', PRESET_FLAG] },
  api: { called: 'the URL of an API', own: [PRESET_FLAG] },
  document: { called: 'an OpenAPI document', own: [...OF_DOCUMENTS, '--base-url', PRESET_FLAG] },
  server: { called: 'an MCP server', own: ['--include', '--exclude', ...OF_SERVERS, PRESET_FLAG] },
  database: { called: 'a database', own: [...OF_DATABASES, '--exclude', '--database-url'] },
  folder: { called: 'a folder', own: ['--allow-changes', '--own-files', '--exclude'] },
  bucket: { called: 'a bucket' },
} as const satisfies Readonly<Record<string, SourceOptions>>;

export type Source = keyof typeof SOURCES;

const ALL = new Set([
  ...PLACES,
  ...DESCRIBED,
  ...Object.values<SourceOptions>(SOURCES).flatMap(({ own = [] }) => own),
]);

/** Refuses options that would be ignored for a source. @throws CliError `usage/source-option` */
export function refuseOtherOptions(source: Source, given: CommandLine): void {
  const { called, own = [], isComplete }: SourceOptions = SOURCES[source];
  const useful = new Set([...own, ...(isComplete ? [] : DESCRIBED)]);
  for (const flag of ALL)
    if (!useful.has(flag) && isGiven(given, flag)) throw uselessForSource(flag, called, own);
}
