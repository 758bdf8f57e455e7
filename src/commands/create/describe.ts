import { basename, resolve } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { flagsAndSpecs } from '../../model/errors/create.js';
import { answersMissing } from '../../model/errors/spec.js';
import { snakeCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { Checked } from '../../spec/check.js';
import { readProvider } from '../../spec/flags.js';
import { askProvider, type AskedProvider } from '../../spec/questions/provider.js';
import { catalog } from '../catalog.js';
import { importedProviders, type ImportedProvider } from '../import/providers.js';
import { inputsOf } from '../openapi/inputs.js';
import { askedDocument } from '../openapi/lazy.js';
import { demoProvider } from './demo.js';
import { readProviders, requireNames } from './input.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import { presets } from '../../presets/register.gen.js';

/** The providers of a new project, and where their descriptions come from. */
export interface Description {
  providers: Checked<ProviderSpec>[];
  isDemo?: true;
  /** What became of OpenAPI documents, or of a database. */
  imported?: readonly ImportedProvider[];
  /** What MCP servers offer: texts of `remote.json`, by provider. */
  remote?: Readonly<Record<string, string>>;
  /** The options that say the same, where the specs do not. */
  given: GivenArguments;
}

/** @throws CliError where options contradict each other, or are missing and there are no questions */
export async function describe(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions | undefined,
): Promise<Description> {
  const { specs, documents } = await inputsOf(context.host, given);
  const demo = given.switches.demo === true;
  if (specs.length > 0 && given.ordered.length > 0)
    throw flagsAndSpecs(given.ordered[0]?.[0] ?? '');
  const imported = await importedProviders(context, documents, given, async () => questions);
  const providers = [
    ...(await readProviders(context.host, specs)),
    ...imported,
    ...(demo ? [demoProvider()] : []),
  ];
  requireNames(providers);
  if (providers.length > 0)
    return { providers, given, imported, ...(demo && { isDemo: true as const }) };
  const { draft, missing, check } = readProvider(given.ordered, catalog, context.flags.yes);
  const byHand = async (asked: AskedProvider) => ({
    providers: [check(questions ? await askProvider(questions, catalog, asked) : draft)],
    given,
  });
  if (!questions) {
    const isNamed = context.flags.yes && draft.name !== undefined;
    const directory = isNamed || given.arguments.length > 0 ? [] : ['<directory>'];
    const instead = given.ordered.length > 0 ? '' : 'To try it without an API, add "--demo".';
    if (missing.length > 0)
      throw answersMissing([...directory, ...missing], context.flags.yes, instead);
    return byHand({ stated: draft });
  }
  if (given.ordered.length > 0)
    return byHand({ stated: draft, suggested: { name: nameFrom(given.arguments) } });
  const source = await askSource(questions);
  if (source === 'demo') return { providers: [demoProvider()], isDemo: true, given };
  if (source === 'openapi') return askedDocument(context, given, questions);
  if (source === 'service') {
    const { id: name, displayName } = await askService(questions);
    const stated = { kind: 'api', auth: { style: 'oauth2', preset: name }, tools: [] };
    return byHand({ stated, suggested: { name, displayName } });
  }
  // The client of MCP servers is loaded where there is one.
  if (source.kind === 'mcp')
    return (await import('./server.js')).askServer(context, given, questions);
  if (source.kind === 'sql') {
    const { askDatabase } = await import('../database/questions.js');
    const described = await askDatabase(context, given, questions);
    if (described) return described;
  }
  const name = nameFrom(given.arguments);
  return byHand({ stated: { ...draft, kind: source.kind }, suggested: { name } });
}

/** Of a provider in a directory that the command line names: `acme-mcp` is for `acme`. */
function nameFrom([directory]: readonly string[]): string | undefined {
  if (directory === undefined) return undefined;
  return snakeCase(basename(resolve(directory)).replace(/[-_]?(mcp|provider)s?$/i, ''));
}

/** Where the description of a provider comes from; a kind stands for a description by hand. */
type Source = 'openapi' | 'service' | 'demo' | { kind: string };

/** The first question. */
async function askSource(questions: Questions): Promise<Source> {
  const { github, google, slack } = presets;
  const services = [github, google, slack].map(({ displayName }) => displayName);
  const { [DEFAULT_KIND]: api, ...others } = kindOptions;
  const chosen = await questions.choose<string>({
    message: 'What do you want to connect?',
    choices: [
      { value: 'openapi', label: 'An API with an OpenAPI document', hint: 'JSON or YAML' },
      {
        value: 'service',
        label: 'A known service',
        hint: `${services.join(', ')} and ${Object.keys(presets).length - services.length} more`,
      },
      { value: DEFAULT_KIND, label: api.label, hint: 'described by hand' },
      ...Object.entries(others).map(([value, { label }]) => ({ value, label })),
      { value: 'demo', label: 'Nothing yet, show me a demo', hint: 'notes in memory' },
    ],
  });
  return chosen === 'openapi' || chosen === 'service' || chosen === 'demo'
    ? chosen
    : { kind: chosen };
}

/** One of the services whose sign-in is known. */
async function askService(questions: Questions) {
  const id = await questions.choose<string>({
    message: 'Service',
    choices: Object.entries(presets).map(([value, { displayName }]) => ({
      value,
      label: displayName,
    })),
  });
  const preset = Object.entries(presets).find(([name]) => name === id)?.[1];
  return { id, displayName: preset?.displayName };
}
