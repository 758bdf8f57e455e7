import { relative } from 'node:path';
import { isLoopback } from '../../runtime/src/utils/addresses.js';
import { features } from '../features/register.gen.js';
import {
  nativeInFeature,
  notOnGitHub,
  notPublic,
  publicCredentials,
  vendorAndRegistry,
  withoutFeature,
} from '../model/errors/create.js';
import { answersMissing } from '../model/errors/spec.js';
import type { Feature } from '../model/feature.js';
import type { Questions } from '../model/questions.js';
import type { ProjectSpec, ProviderSpec, Repository } from '../model/spec.js';
import type { PublicationOptions } from '../options/shared-options.js';
import type { Workspace } from '../project/workspace.js';
import { nativePackagesOf } from '../render/features.js';
import { gitHubUrl } from './repository.js';

const featuresById: Readonly<Record<string, Feature>> = features;

export const featureChoices = Object.entries(featuresById).map(([value, { label }]) => ({
  value,
  label,
}));

export async function chooseFeatures(
  namedFeatures: readonly string[] | undefined,
  questions: Questions | undefined,
): Promise<string[]> {
  const featureNames =
    namedFeatures ??
    (await questions?.chooseSeveral({
      key: 'features',
      message: 'Features (optional)',
      choices: featureChoices,
      initial: [],
      isDerived: true,
    })) ??
    [];
  return [...new Set(featureNames)].toSorted();
}

export const isPublished = (featureNames: readonly string[]): boolean =>
  featureNames.some((id) => featuresById[id]?.publishes);

/**
 * Returns what does not work yet with features.
 * @param isVendored whether packages are archives in the project
 * @param workspace the workspace above the project
 */
export const featureWarnings = (
  chosen: readonly string[] = [],
  {
    root,
    isVendored,
    workspace,
  }: { root: string; isVendored: boolean; workspace: Workspace | undefined },
): string[] => [
  ...(isVendored && chosen.includes('registry')
    ? [
        'The project cannot be published yet: "package.json" refers to archives in "vendor/", which packages on npm do not contain. Run "npx -p create-mcp-provider@latest mcp-provider upgrade --no-vendor" first.',
      ]
    : []),
  ...(workspace?.hasMember && chosen.includes('docker')
    ? [
        `The project is a member of the workspace in "${workspace.folder}", which has the lock file. Build the image there: ${memberBuild(relative(workspace.folder, root).replaceAll('\\', '/'))}`,
      ]
    : []),
];

const memberBuild = (folder: string) =>
  `docker build --file ${folder}/Dockerfile --build-arg PROJECT=${folder} .`;

/** Returns the settings that features need. @throws CliError `create/…`, `spec/answer-missing` */
export async function featureSettings(
  featureNames: readonly string[],
  options: PublicationOptions,
  { repository, providers }: { repository: Repository | undefined; providers: ProviderSpec[] },
  { questions, yes }: { questions: Questions | undefined; yes: boolean },
): Promise<Pick<ProjectSpec, 'features' | 'github' | 'publicUrl'>> {
  const publishes = isPublished(featureNames);
  const option = (['repository', 'publicUrl'] as const).find((key) => options[key] !== undefined);
  if (option && !publishes)
    throw withoutFeature(option === 'repository' ? '--repository' : '--public-url');
  if (featureNames.length === 0) return {};
  const [native] = nativePackagesOf(providers);
  const unfit = featureNames.find((id) => featuresById[id]?.withoutPackages);
  if (native !== undefined && unfit !== undefined) throw nativeInFeature(unfit, native);
  if (!publishes) return { features: featureNames };
  if (options.vendor === true && featureNames.includes('registry')) throw vendorAndRegistry();
  const publicUrl = options.publicUrl === undefined ? undefined : publicAddress(options.publicUrl);
  const github =
    options.repository === undefined
      ? (repository?.github ?? (await askRepository(questions, yes)))
      : gitHubUrl(options.repository);
  if (github === undefined) throw notOnGitHub(options.repository ?? '');
  return { features: featureNames, github, ...(publicUrl !== undefined && { publicUrl }) };
}

async function askRepository(questions: Questions | undefined, yes: boolean): Promise<string> {
  if (!questions) throw answersMissing(['--repository'], yes);
  return questions.text({
    key: 'repository',
    message: 'Repository on GitHub, such as https://github.com/acme/acme-mcp',
    correct: (text) => gitHubUrl(text) ?? text,
    check: (text) => (gitHubUrl(text) === undefined ? notOnGitHub(text).message : undefined),
  });
}

function publicAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username || url?.password) throw publicCredentials(url.host);
  if (url?.protocol !== 'https:' || isLoopback(url.hostname) || url.search || url.hash)
    throw notPublic(text);
  return url.href.replace(/\/$/, '');
}
