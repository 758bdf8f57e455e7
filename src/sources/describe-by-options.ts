import { basename, resolve } from 'node:path';
import type { CommandContext, CommandLine, OrderedFlag } from '../model/command.js';
import { conflictingSources, duplicateName, flagsAndSpecs } from '../model/errors/create.js';
import { answersMissing } from '../model/errors/spec.js';
import type { Host } from '../model/host.js';
import { snakeCase } from '../model/names.js';
import type { Questions } from '../model/questions.js';
import type { ProviderSpec } from '../model/spec.js';
import type { CheckedSpec } from '../spec/check.js';
import { readProvider } from '../spec/flags.js';
import type { Suggestions } from '../spec/questions/provider.js';
import { loadPresets } from '../styles/oauth2/section.js';
import type { Description } from './description.js';
import type { ImportedProvider } from './imported-providers.js';
import { kindsAndStyles } from './kinds-and-styles.js';
import type { InputFiles } from './openapi/inputs.js';
import type { InputOptions, SourceOptions } from './options.js';
import { PRESET_FLAG, refuseOtherOptions } from './source-options.js';

/** The description to create, and who can be asked about it. */
export interface ConnectionRequest {
  context: CommandContext;
  commandLine: CommandLine<SourceOptions>;
  /** Questions to the user; undefined if none are possible. */
  questions: Questions | undefined;
  /** Providers of the existing project; absent for a new one. */
  existing: ExistingProviders | undefined;
}

/** The project to which a provider is added. */
export interface ExistingProviders {
  names: readonly string[];
  /** Starts questions if options are incomplete. */
  begin(): Promise<Questions | undefined>;
}

/**
 * Returns the providers of files and databases that options name, or the one that options describe.
 * Missing values are asked for.
 * @throws CliError if options contradict each other, or if they are incomplete and no questions are
 * possible
 */
export async function describeByOptions(
  { context, commandLine, questions, existing }: ConnectionRequest,
  suggestions: Suggestions = {},
  asksName = false,
): Promise<Description> {
  const { specs, documents } = await inputFilesOf(context.host, commandLine);
  const demo = commandLine.options.demo === true;
  if (specs.length > 0 && commandLine.ordered.length > 0)
    throw flagsAndSpecs(commandLine.ordered[0]?.[0] ?? '');
  const namesService = commandLine.ordered.some(([flag]) => flag === PRESET_FLAG);
  if (namesService || specs.length + documents.length > 0) await loadPresets();
  const ask = async () => questions ?? existing?.begin();
  const importedFromSources = await importedProviders(context, documents, commandLine, ask);
  const providers = [
    ...(await readProviders(context.host, specs)),
    ...importedFromSources,
    ...(demo ? [(await import('./demo.js')).demoProvider()] : []),
  ];
  requireNames(providers);
  if (providers.length > 0)
    return {
      providers,
      commandLine,
      imported: importedFromSources,
      ...(demo && { isDemo: true as const }),
    };
  return describedProvider({ context, commandLine, questions, existing }, suggestions, asksName);
}

/** Returns the files that options name, by type. @throws CliError as `apiInputFiles` does */
export async function inputFilesOf(
  host: Host,
  commandLine: CommandLine<InputOptions>,
): Promise<InputFiles> {
  const { fromOpenapi, spec } = commandLine.options;
  if (fromOpenapi === undefined && spec === undefined) return { specs: [], documents: [] };
  return (await import('./openapi/inputs.js')).apiInputFiles(host, commandLine);
}

/** Returns the providers that files describe. @throws CliError `spec/…`, `create/…` */
async function readProviders(
  host: Host,
  files: readonly string[],
): Promise<CheckedSpec<ProviderSpec>[]> {
  if (files.length === 0) return [];
  const { readSpec } = await import('../spec/read-file.js');
  const { readInput } = await import('./read-input.js');
  return Promise.all(
    files.map(async (file) => readSpec(await readInput(host, file), file, kindsAndStyles)),
  );
}

/** Rejects several providers with the same name. @throws CliError `create/provider-twice` */
export function requireNames(providers: readonly CheckedSpec<ProviderSpec>[]): void {
  const names = providers.map(({ spec }) => spec.name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw duplicateName(double);
}

/**
 * Returns the providers of OpenAPI documents, or of `--from-database`. The readers are loaded on
 * demand, because loading takes as long as the rest of a run.
 * @param ask if questions are possible
 */
async function importedProviders(
  context: CommandContext,
  documents: readonly string[],
  commandLine: CommandLine<InputOptions>,
  ask: () => Promise<Questions | undefined>,
): Promise<ImportedProvider[]> {
  const { fromDatabase } = commandLine.options;
  if (documents.length > 0 && fromDatabase !== undefined) throw conflictingSources();
  if (documents.length > 0) {
    refuseOtherOptions('document', commandLine);
    return (await import('./openapi/provider.js')).providersOfDocuments(
      context,
      documents,
      commandLine,
    );
  }
  if (fromDatabase === undefined) return [];
  refuseOtherOptions('database', commandLine);
  const { databaseProvider } = await import('./database/provider.js');
  return [await databaseProvider(context, fromDatabase, commandLine, ask)];
}

/** Returns the provider that ordered options and answers describe. */
async function describedProvider(
  { context, commandLine, questions: startedQuestions, existing }: ConnectionRequest,
  suggestions: Suggestions,
  asksName: boolean,
): Promise<Description> {
  const name = suggestions.name ?? nameOfDirectory(commandLine.arguments);
  const {
    draft: typedDraft,
    missing: openOptions,
    check: typedCheck,
  } = readProvider(commandLine.ordered, kindsAndStyles);
  const questions =
    startedQuestions ?? (openOptions.length > 0 ? await existing?.begin() : undefined);
  if (questions) {
    const { askProvider } = await import('../spec/questions/provider.js');
    await loadPresets();
    const takenNames = existing?.names;
    const askOptions = {
      stated: typedDraft,
      suggested: { ...suggestions, name },
      asksName,
      takenNames,
    };
    return {
      providers: [typedCheck(await askProvider(questions, kindsAndStyles, askOptions))],
      commandLine,
    };
  }
  const line =
    context.flags.yes && name !== undefined
      ? addImpliedOptions(commandLine, [['--name', name]])
      : commandLine;
  const { draft, missing, check } = readProvider(line.ordered, kindsAndStyles, context.flags.yes);
  const isNamed = context.flags.yes && draft.name !== undefined;
  const isPlaced = isNamed || commandLine.arguments.length > 0 || existing !== undefined;
  const directory = isPlaced ? [] : ['<directory>'];
  const isStated = commandLine.ordered.length > 0 || existing !== undefined;
  const alternative = isStated
    ? ''
    : 'If there is something to connect, "--from" is enough: "--from orders.yaml", or "--from demo" to try it.';
  if (missing.length > 0)
    throw answersMissing([...directory, ...missing], context.flags.yes, alternative, [], true);
  return { providers: [check(draft)], commandLine };
}

/** Returns the command line with further options; typed options have precedence. */
export function addImpliedOptions<Line extends CommandLine>(
  commandLine: Line,
  impliedOptions: readonly OrderedFlag[],
): Line {
  const typedFlags = new Set(commandLine.ordered.map(([flag]) => flag));
  const otherOptions = impliedOptions.filter(([flag]) => !typedFlags.has(flag));
  return { ...commandLine, ordered: [...otherOptions, ...commandLine.ordered] };
}

/** Returns the name of a provider, from the directory on the command line: `acme` for `acme-mcp`. */
export function nameOfDirectory([directory]: readonly string[]): string | undefined {
  if (directory === undefined) return undefined;
  return snakeCase(basename(resolve(directory)).replace(/[-_]?(mcp|provider)s?$/i, ''));
}
