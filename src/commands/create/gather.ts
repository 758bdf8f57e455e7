import { basename, resolve } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import { flagsAndSpecs, twoOfAName } from '../../model/errors/create.js';
import { kebabCase, snakeCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import type {
  PackageManager,
  ProjectSpec,
  ProviderSpec,
  SdkLine,
  StoreKind,
} from '../../model/spec.js';
import { bringsRoot } from '../../plan/make-plan.js';
import { recover } from '../../plan/recover.js';
import { authStyles } from '../../spec/auth-styles.gen.js';
import { checkProvider } from '../../spec/check.js';
import type { Checked } from '../../spec/check.js';
import { missingAnswers } from '../../spec/flags/draft.js';
import { readFlags } from '../../spec/flags.js';
import { askProvider } from '../../spec/questions/provider.js';
import { readSpec } from '../../spec/read-file.js';
import { readText } from './input.js';

export interface Gathered {
  /** Absolute. */
  root: string;
  project: ProjectSpec;
  /** The conversation, where there was one. */
  questions: Questions | undefined;
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
  const talks = ui.interactive && !flags.yes;
  const isToldEverything = specs.length > 0 && given.arguments.length > 0;
  const questions = talks && !isToldEverything ? await ui.ask(signal) : undefined;
  questions?.intro('A new MCP provider project');

  const fromSpecs = await Promise.all(
    specs.map(async (file) => readSpec(await readText(host, file), file, authStyles)),
  );
  const directory = await directoryOf(given, fromSpecs, questions, flags.yes);
  const root = resolve(host.cwd, directory);
  await recover(host.files, root);
  await bringsRoot(host, root); // Told before the questions: their answers would be lost.
  const checked = specs.length > 0 ? fromSpecs : [await fromFlags(given, questions, root)];
  for (const { warnings } of checked) {
    for (const { where, message } of warnings) ui.warn(`${where}: ${message}`);
  }
  const providers = checked.map(({ spec }) => spec);
  refuseDoubles(providers);
  return {
    root,
    questions,
    project: {
      name: packageName(root),
      sdk: (given.values.sdk ?? 'v2') as SdkLine, // one of the option's choices
      ...(given.values.store !== undefined && { store: given.values.store as StoreKind }), // likewise
      packageManager: flags.packageManager ?? runningPackageManager(host.env.npm_config_user_agent),
      providers,
    },
  };
}

async function directoryOf(
  { arguments: [given], ordered }: GivenArguments,
  specs: readonly Checked<ProviderSpec>[],
  questions: Questions | undefined,
  takesDefaults: boolean,
): Promise<string> {
  if (given !== undefined) return given;
  const stated = specs[0]?.spec.name ?? ordered.find(([flag]) => flag === '--name')?.[1];
  const initial = stated === undefined ? 'my-mcp' : `${kebabCase(stated)}-mcp`;
  if (questions) return questions.text({ message: 'Directory of the project', initial });
  if (takesDefaults && stated !== undefined) return initial;
  throw answersMissing(['the directory']);
}

async function fromFlags(
  { ordered }: GivenArguments,
  questions: Questions | undefined,
  root: string,
): Promise<Checked<ProviderSpec>> {
  const { draft, locate } = readFlags(ordered, authStyles);
  const missing = missingAnswers(draft, authStyles);
  if (!questions && missing.length > 0) throw answersMissing(missing);
  const suggested = snakeCase(basename(root).replace(/[-_]?(mcp|provider)s?$/i, '')) || 'my_api';
  const complete = questions ? await askProvider(questions, authStyles, draft, suggested) : draft;
  return checkProvider(complete, authStyles, locate);
}

function refuseDoubles(providers: readonly ProviderSpec[]): void {
  const names = providers.map(({ name }) => name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw twoOfAName(double);
}

/** npm takes lower case, digits and dashes for sure; anything else is brought to that. */
const packageName = (root: string) =>
  kebabCase(basename(root).normalize('NFKD').replace(/\p{M}/gu, '')).slice(0, 200) ||
  'mcp-providers';

/** The package manager that `npx`, `pnpm dlx`, `yarn dlx` or `bunx` started us with. */
function runningPackageManager(userAgent = ''): PackageManager {
  const managers: readonly PackageManager[] = ['npm', 'pnpm', 'yarn', 'bun'];
  return managers.find((manager) => userAgent.startsWith(`${manager}/`)) ?? 'npm';
}
