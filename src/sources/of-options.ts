import { basename, resolve } from 'node:path';
import type { CommandContext, CommandLine, OrderedFlag } from '../model/command.js';
import { flagsAndSpecs, twoOfAName, twoSources } from '../model/errors/create.js';
import { answersMissing } from '../model/errors/spec.js';
import type { Host } from '../model/host.js';
import { snakeCase } from '../model/names.js';
import type { Questions } from '../model/questions.js';
import type { ProviderSpec } from '../model/spec.js';
import type { Checked } from '../spec/check.js';
import { readProvider } from '../spec/flags.js';
import type { Suggestions } from '../spec/questions/provider.js';
import { loadPresets } from '../styles/oauth2/section.js';
import { catalog } from './catalog.js';
import type { Description } from './description.js';
import type { ImportedProvider } from './imported-providers.js';
import type { Inputs } from './openapi/inputs.js';
import type { InputOptions, SourceOptions } from './options.js';
import { PRESET_FLAG, refuseOtherOptions } from './source-options.js';

/** What is to be described, and by whom. */
export interface Connecting {
  context: CommandContext;
  given: CommandLine<SourceOptions>;
  /** Absent where nothing can be asked. */
  questions: Questions | undefined;
  /** Absent for a new project. */
  existing: ExistingProviders | undefined;
}

/** A project that a provider is added to. */
export interface ExistingProviders {
  names: readonly string[];
  /** Begins questions where options leave something open. */
  begin(): Promise<Questions | undefined>;
}

/**
 * The providers of files and databases that options name, or the one that options describe. What they leave open is asked.
 * @throws CliError where options contradict each other, or are missing and there are no questions
 */
export async function ofOptions(
  { context, given, questions, existing }: Connecting,
  suggested: Suggestions = {},
  asksName = false,
): Promise<Description> {
  const { specs, documents } = await filesOf(context.host, given);
  const demo = given.options.demo === true;
  if (specs.length > 0 && given.ordered.length > 0)
    throw flagsAndSpecs(given.ordered[0]?.[0] ?? '');
  const namesService = given.ordered.some(([flag]) => flag === PRESET_FLAG);
  if (namesService || specs.length + documents.length > 0) await loadPresets();
  const ask = async () => questions ?? existing?.begin();
  const imported = await importedProviders(context, documents, given, ask);
  const providers = [
    ...(await readProviders(context.host, specs)),
    ...imported,
    ...(demo ? [(await import('./demo.js')).demoProvider()] : []),
  ];
  requireNames(providers);
  if (providers.length > 0)
    return { providers, given, imported, ...(demo && { isDemo: true as const }) };
  return byHand({ context, given, questions, existing }, suggested, asksName);
}

/** The files that options name, by what they are. @throws CliError as `inputsOf` does */
export async function filesOf(host: Host, given: CommandLine<InputOptions>): Promise<Inputs> {
  const { fromOpenapi, spec } = given.options;
  if (fromOpenapi === undefined && spec === undefined) return { specs: [], documents: [] };
  return (await import('./openapi/inputs.js')).inputsOf(host, given);
}

/** The providers that files describe. @throws CliError `spec/…`, `create/…` */
async function readProviders(
  host: Host,
  files: readonly string[],
): Promise<Checked<ProviderSpec>[]> {
  if (files.length === 0) return [];
  const { readSpec } = await import('../spec/read-file.js');
  const { readInput } = await import('./input.js');
  return Promise.all(
    files.map(async (file) => readSpec(await readInput(host, file), file, catalog)),
  );
}

/** @throws CliError `create/provider-twice` */
export function requireNames(providers: readonly Checked<ProviderSpec>[]): void {
  const names = providers.map(({ spec }) => spec.name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw twoOfAName(double);
}

/**
 * The providers of OpenAPI documents, or of `--from-database`. The readers are loaded where they are needed: they take as
 * long as the rest of a run.
 * @param ask where questions can be asked
 */
async function importedProviders(
  context: CommandContext,
  documents: readonly string[],
  given: CommandLine<InputOptions>,
  ask: () => Promise<Questions | undefined>,
): Promise<ImportedProvider[]> {
  const { fromDatabase } = given.options;
  if (documents.length > 0 && fromDatabase !== undefined) throw twoSources();
  if (documents.length > 0) {
    refuseOtherOptions('document', given);
    return (await import('./openapi/provider.js')).providersOfDocuments(context, documents, given);
  }
  if (fromDatabase === undefined) return [];
  refuseOtherOptions('database', given);
  const { databaseProvider } = await import('./database/provider.js');
  return [await databaseProvider(context, fromDatabase, given, ask)];
}

/** The provider that ordered options and answers describe. */
async function byHand(
  { context, given, questions: begun, existing }: Connecting,
  suggested: Suggestions,
  asksName: boolean,
): Promise<Description> {
  const name = suggested.name ?? nameFrom(given.arguments);
  const { draft: typed, missing: open, check: checked } = readProvider(given.ordered, catalog);
  const questions = begun ?? (open.length > 0 ? await existing?.begin() : undefined);
  if (questions) {
    const { askProvider } = await import('../spec/questions/provider.js');
    await loadPresets();
    const taken = existing?.names;
    const asked = { stated: typed, suggested: { ...suggested, name }, asksName, taken };
    return { providers: [checked(await askProvider(questions, catalog, asked))], given };
  }
  const line =
    context.flags.yes && name !== undefined ? withOptions(given, [['--name', name]]) : given;
  const { draft, missing, check } = readProvider(line.ordered, catalog, context.flags.yes);
  const isNamed = context.flags.yes && draft.name !== undefined;
  const isPlaced = isNamed || given.arguments.length > 0 || existing !== undefined;
  const directory = isPlaced ? [] : ['<directory>'];
  const isStated = given.ordered.length > 0 || existing !== undefined;
  const instead = isStated
    ? ''
    : 'If there is something to connect, "--from" is enough: "--from orders.yaml", or "--from demo" to try it.';
  if (missing.length > 0)
    throw answersMissing([...directory, ...missing], context.flags.yes, instead, [], true);
  return { providers: [check(draft)], given };
}

/** Options that were typed win. */
export function withOptions<Line extends CommandLine>(
  given: Line,
  implied: readonly OrderedFlag[],
): Line {
  const typed = new Set(given.ordered.map(([flag]) => flag));
  const others = implied.filter(([flag]) => !typed.has(flag));
  return { ...given, ordered: [...others, ...given.ordered] };
}

/** The name of a provider, by the directory that the command line names: `acme` for `acme-mcp`. */
export function nameFrom([directory]: readonly string[]): string | undefined {
  if (directory === undefined) return undefined;
  return snakeCase(basename(resolve(directory)).replace(/[-_]?(mcp|provider)s?$/i, ''));
}
