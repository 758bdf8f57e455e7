import { basename, resolve } from 'node:path';
import { onlyItem } from '../../../runtime/src/utils/only-item.js';
import { chooseFeatures, featureSettings } from '../../extend/choose-features.js';
import { isFreshClone, repositoryAround } from '../../extend/repository.js';
import { untilUsable } from '../../interview/unusable-answer.js';
import { typedPath } from '../../machine/typed-path.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { urlAsDirectory } from '../../model/errors/cli.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { Host } from '../../model/host.js';
import { kebabCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import { type ProjectSpec, sdkLines, storeKinds } from '../../model/spec.js';
import { recoverInterrupted } from '../../plan/journal.js';
import { createsRoot } from '../../plan/make-plan.js';
import { packageManagerAt } from '../../project/package-manager.js';
import { describeSources } from '../../sources/describe.js';
import type { Description } from '../../sources/description.js';
import { type ProjectPaths, specsAt, warningsAt } from '../../sources/imported-providers.js';
import { clientSetups, clientsForReadme } from './clients.js';
import type { CreateOptions } from './details.js';
import { yarnWorkspaceAbove } from './own-root.js';
import { packageManagerVersion } from './package-manager.js';

/** A requested project: all data from which its files are made. */
export interface ProjectRequest extends Omit<Description, 'providers' | 'isDemo'> {
  place: ProjectPaths;
  project: ProjectSpec;
  /** Whether to initialize a Git repository. */
  git: boolean;
  /** Sentences about the specs. */
  warnings: string[];
}

/** Reads, as the first stage, what options, specs and answers state about the project. */
export async function readProjectRequest(
  context: CommandContext,
  commandLine: CommandLine<CreateOptions>,
  questions: Questions | undefined,
): Promise<ProjectRequest> {
  const { host, flags } = context;
  const [directory] = commandLine.arguments;
  if (directory?.includes('://')) throw urlAsDirectory();
  // Reported before the questions, because answers would be lost otherwise.
  if (directory !== undefined) await checkRoot(context, rootAt(host, directory));
  const {
    providers: checkedProviders,
    isDemo,
    ...description
  } = await describeSources(context, commandLine, questions);
  const chosenFeatureNames = await chooseFeatures(commandLine.options.feature, questions);
  const clientIds = await clientsForReadme(commandLine.options.client, questions);
  const root =
    directory === undefined
      ? await rootDirectory(context, projectName(checkedProviders), questions)
      : rootAt(host, directory);
  const repository = await repositoryAround(host.files, root);
  const place = { root, repository: repository?.root ?? root, cwd: host.cwd };
  const providers = specsAt(checkedProviders, place);
  const packageManager = flags.packageManager ?? (await packageManagerAt(host, root));
  const version = await packageManagerVersion(host, packageManager);
  const yarnWorkspace = await yarnWorkspaceAbove(host, root, packageManager, version);
  const askOptions = { questions, yes: flags.yes };
  const features = await featureSettings(
    chosenFeatureNames,
    commandLine.options,
    { repository, providers },
    askOptions,
  );
  const clients = await clientSetups(clientIds, providers[0]?.name ?? '');
  const store = storeKinds.find((kind) => kind === commandLine.options.store);
  return {
    ...description,
    place,
    warnings: warningsAt(checkedProviders, place),
    git: commandLine.options.git ?? true,
    project: {
      name: packageName(root),
      sdk: sdkLines.find((line) => line === commandLine.options.sdk) ?? sdkLines[0],
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

const rootAt = (host: Host, directory: string): string =>
  resolve(host.cwd, typedPath(host, directory));

/** Returns the name of a project: that of its only provider, or a general one if it has several. */
const projectName = (providers: Description['providers']): string =>
  onlyItem(providers)?.spec.name ?? 'tools';

/** Returns the directory of the project. @throws CliError `spec/answer-missing` if no questions are possible */
async function rootDirectory(
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
    isDerived: true,
    check: (text) => (text === '' ? 'Enter a path.' : undefined),
  });
  return untilUsable(questions, () => checkedRoot(directory));

  async function checkedRoot(directory: string) {
    const root = rootAt(host, directory);
    await checkRoot({ host, flags }, root);
    return root;
  }
}

/**
 * Cleans up after an interrupted run, and checks that a project can be created in a directory.
 * @throws CliError `plan/…` if files are in the way
 */
async function checkRoot(
  { host, flags }: Pick<CommandContext, 'host' | 'flags'>,
  root: string,
): Promise<void> {
  await recoverInterrupted(host.files, root, flags);
  await createsRoot(host, root);
}

/** Returns a name that npm certainly accepts: lower case, digits and hyphens replace everything else. */
const packageName = (root: string) =>
  kebabCase(basename(root).normalize('NFKD').replace(/\p{M}/gu, '')).slice(0, 200) ||
  'mcp-providers';
