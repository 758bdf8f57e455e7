import { basename, resolve } from 'node:path';
import { chosenFeatures, featureSettings } from '../../extend/features.js';
import { isFreshClone, repositoryAround } from '../../extend/repository.js';
import { usable } from '../../interview/unusable-answer.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import { kebabCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import { type ProjectSpec, sdkLines, storeKinds } from '../../model/spec.js';
import { recover } from '../../plan/journal.js';
import { bringsRoot } from '../../plan/make-plan.js';
import { packageManagerAt } from '../../project/package-manager.js';
import { describe } from '../../sources/describe.js';
import type { Description } from '../../sources/description.js';
import { type ProjectPaths, specsAt, warningsAt } from '../../sources/imported-providers.js';
import { chosenClients, clientSetups } from './clients.js';
import type { CreateOptions } from './details.js';
import { yarnWorkspaceAbove } from './own-root.js';
import { packageManagerVersion } from './package-manager.js';

/** A project that is asked for: all that its files are made from. */
export interface ProjectRequest extends Omit<Description, 'providers' | 'isDemo'> {
  place: ProjectPaths;
  project: ProjectSpec;
  /** Whether a Git repository is initialized. */
  git: boolean;
  /** About the specs. */
  warnings: string[];
}

/** The first stage: what options, specs and answers say of the project. */
export async function readRequest(
  context: CommandContext,
  given: CommandLine<CreateOptions>,
  questions: Questions | undefined,
): Promise<ProjectRequest> {
  const { host, flags } = context;
  const [directory] = given.arguments;
  // Told before the questions: their answers would be lost.
  if (directory !== undefined) await checkRoot(context, resolve(host.cwd, directory));
  const { providers: checked, isDemo, ...description } = await describe(context, given, questions);
  const chosen = await chosenFeatures(given.options.feature, questions);
  const clientIds = await chosenClients(given.options.client, questions);
  const root =
    directory === undefined
      ? await rootFor(context, nameOf(checked), questions)
      : resolve(host.cwd, directory);
  const repository = await repositoryAround(host.files, root);
  const place = { root, repository: repository?.root ?? root, cwd: host.cwd };
  const providers = specsAt(checked, place);
  const packageManager = flags.packageManager ?? (await packageManagerAt(host, root));
  const version = await packageManagerVersion(host, packageManager);
  const yarnWorkspace = await yarnWorkspaceAbove(host, root, packageManager, version);
  const asking = { questions, yes: flags.yes };
  const features = await featureSettings(chosen, given.options, { repository, providers }, asking);
  const clients = await clientSetups(clientIds, providers[0]?.name ?? '');
  const store = storeKinds.find((kind) => kind === given.options.store);
  return {
    ...description,
    place,
    warnings: warningsAt(checked, place),
    git: given.options.git ?? true,
    project: {
      name: packageName(root),
      sdk: sdkLines.find((line) => line === given.options.sdk) ?? sdkLines[0],
      ...(store && { store }),
      ...(isDemo && { demo: true }),
      packageManager,
      ...(version && { packageManagerVersion: version }),
      ...(yarnWorkspace && { yarnWorkspace }),
      ...(repository && { repository }),
      ...features,
      ...(clients && { clients }),
      providers,
    },
  };
}

/** A project with one provider is named after it. */
const nameOf = ([first, another]: Description['providers']): string =>
  first && !another ? first.spec.name : 'tools';

/** @throws CliError `spec/answer-missing` where questions cannot be asked */
async function rootFor(
  { host, flags }: CommandContext,
  name: string,
  questions: Questions | undefined,
): Promise<string> {
  const initial = (await isFreshClone(host.files, host.cwd)) ? '.' : `${kebabCase(name)}-mcp`;
  if (!questions && !flags.yes) throw answersMissing(['<directory>'], false);
  if (!questions) return checkedRoot(initial);
  const directory = await questions.text({
    key: 'directory',
    message: 'Directory',
    initial,
    derived: true,
    check: (text) => (text === '' ? 'Enter a path.' : undefined),
  });
  return usable(questions, () => checkedRoot(directory));

  async function checkedRoot(directory: string) {
    const root = resolve(host.cwd, directory);
    await checkRoot({ host, flags }, root);
    return root;
  }
}

/** Finishes what a run that was killed has left there. @throws CliError `plan/…` where something is in the way */
async function checkRoot(
  { host, flags }: Pick<CommandContext, 'host' | 'flags'>,
  root: string,
): Promise<void> {
  await recover(host.files, root, flags);
  await bringsRoot(host, root);
}

/** npm takes lower case, digits and dashes for sure; anything else is brought to that. */
const packageName = (root: string) =>
  kebabCase(basename(root).normalize('NFKD').replace(/\p{M}/gu, '')).slice(0, 200) ||
  'mcp-providers';
