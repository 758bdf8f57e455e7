import { basename, resolve } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import { flagsAndSpecs } from '../../model/errors/create.js';
import { kebabCase, snakeCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import { sdkLines, storeKinds, type ProjectSpec } from '../../model/spec.js';
import { bringsRoot } from '../../plan/make-plan.js';
import { recover } from '../../plan/recover.js';
import { catalog } from '../catalog.js';
import type { ProviderDraft } from '../../spec/flags/draft.js';
import { readProvider } from '../../spec/flags.js';
import { askProvider } from '../../spec/questions/provider.js';
import { demoProvider, refuseBesideDemo } from './demo.js';
import { providerOfDocument } from '../openapi/lazy.js';
import type { ImportedProvider } from '../openapi/provider.js';
import { readProviders } from './input.js';
import { packageManagerVersion, runningPackageManager } from './package-manager.js';
import { repositoryAround } from './repository.js';

export interface Gathered {
  /** Absolute. */
  root: string;
  project: ProjectSpec;
  /** The conversation, where there was one. */
  questions: Questions | undefined;
  /** What became of an OpenAPI document. */
  imported: ImportedProvider | undefined;
}

/** What flags, specs and answers say of the project. */
export async function gatherProject(
  context: CommandContext,
  given: GivenArguments,
): Promise<Gathered> {
  const { host, ui, flags, signal } = context;
  const specs = given.lists.spec ?? [];
  if (specs.length > 0 && given.ordered.length > 0)
    throw flagsAndSpecs(given.ordered[0]?.[0] ?? '');
  const demo = given.switches.demo === true;
  if (demo) refuseBesideDemo(given);
  const fromDocument = await providerOfDocument(context, given);
  const described = [
    ...(await readProviders(host, specs)),
    ...(fromDocument ? [fromDocument] : []),
    ...(demo ? [demoProvider()] : []),
  ];
  const said = described.length > 0 ? undefined : readProvider(given.ordered, catalog);

  const talks = ui.interactive && !flags.yes;
  const isToldEverything = described.length > 0 && given.arguments.length > 0;
  const questions = talks && !isToldEverything ? await ui.ask(signal) : undefined;
  questions?.intro('A new MCP provider project');

  const directory = await directoryOf(
    given.arguments,
    said ? said.draft.name : described[0]?.spec.name,
    said?.missing ?? [],
    questions,
    flags.yes,
  );
  const root = resolve(host.cwd, directory);
  await recover(host.files, root);
  await bringsRoot(host, root); // Told before the questions: their answers would be lost.
  const checked = said
    ? [said.check(questions ? await ask(questions, said.draft, root) : said.draft)]
    : described;
  for (const { warnings } of checked) {
    for (const { message } of warnings) ui.warn(message);
  }
  const providers = checked.map(({ spec }) => spec);
  const packageManager = flags.packageManager ?? runningPackageManager(host.env);
  const version = await packageManagerVersion(host, packageManager);
  const repository = await repositoryAround(host.files, root);
  const store = storeKinds.find((kind) => kind === given.values.store);
  return {
    root,
    questions,
    imported: fromDocument,
    project: {
      name: packageName(root),
      sdk: sdkLines.find((line) => line === given.values.sdk) ?? sdkLines[0],
      ...(store && { store }),
      ...(demo && { demo }),
      packageManager,
      ...(version && { packageManagerVersion: version }),
      ...(repository && { repository }),
      providers,
    },
  };
}

/** @throws CliError `spec/answer-missing` with everything that nobody can be asked for */
async function directoryOf(
  [given]: readonly string[],
  name: string | undefined,
  missing: readonly string[],
  questions: Questions | undefined,
  takesDefaults: boolean,
): Promise<string> {
  const initial = name === undefined ? 'my-mcp' : `${kebabCase(name)}-mcp`;
  if (questions) {
    return given ?? questions.text({ message: 'Directory of the project', initial });
  }
  const directory = given ?? (takesDefaults && name !== undefined ? initial : undefined);
  const all = [...(directory === undefined ? ['<directory>'] : []), ...missing];
  if (directory === undefined || all.length > 0) throw answersMissing(all, takesDefaults);
  return directory;
}

function ask(questions: Questions, draft: ProviderDraft, root: string) {
  const suggested = snakeCase(basename(root).replace(/[-_]?(mcp|provider)s?$/i, '')) || 'my_api';
  return askProvider(questions, catalog, draft, suggested);
}

/** npm takes lower case, digits and dashes for sure; anything else is brought to that. */
const packageName = (root: string) =>
  kebabCase(basename(root).normalize('NFKD').replace(/\p{M}/gu, '')).slice(0, 200) ||
  'mcp-providers';
