import { features } from '../features/register.gen.js';
import { kindOf } from '../kinds/kind-of.js';
import type {
  Feature,
  FeatureFor,
  FeatureProject,
  GitHubRepository,
  PackageChanges,
} from '../model/feature.js';
import { unscopedName } from '../model/names.js';
import type { RenderedFile } from '../model/plan.js';
import type { ProjectSpec, ProviderSpec } from '../model/spec.js';
import { nativePackages } from '../model/versions.js';
import { type ProjectContext, projectContext } from './context/project.js';
import { renderFolder } from './engine.js';
import { FIRST_VERSION } from './package-json.js';
import type { RenderedProvider } from './provider.js';
import { userInputs } from './provider-settings.js';

const featuresById: Readonly<Record<string, Feature>> = features;

interface RenderedFeature {
  packageJson: PackageChanges;
  /** Its section of the README. */
  readme: string;
  files(context: ProjectContext): RenderedFile[];
}

/**
 * Returns the additions of features to an existing project.
 * @param version of its package
 * @param isUsed whether the project reads an environment variable
 */
export function renderAddedFeatures(
  project: ProjectSpec,
  version: string | undefined,
  isUsed: (variable: string) => boolean,
) {
  const providers = project.providers.map((spec) => ({
    inputs: userInputs(spec).filter(({ name }) => isUsed(name)),
  }));
  // Files of features do not mention single providers.
  const context = projectContext(project, []);
  return renderFeatures(project, context, providers, version).map((feature) => ({
    ...feature,
    files: feature.files({ ...context, features: [] }),
  }));
}

/** Returns the features of a project; those that publish it need a repository on GitHub. */
export function renderFeatures(
  project: ProjectSpec,
  { title, description, commands }: Pick<ProjectContext, 'title' | 'description' | 'commands'>,
  providers: readonly Pick<RenderedProvider, 'inputs'>[],
  version = FIRST_VERSION,
): RenderedFeature[] {
  const { name, features: ids = [], publicUrl } = project;
  const local: FeatureProject = {
    name,
    slug: unscopedName(name),
    version,
    title,
    description,
    providers: project.providers.map(({ name, displayName, description }, index) => ({
      name,
      displayName,
      description,
      inputs: providers[index]?.inputs ?? [],
    })),
    hasNativePackages: nativePackagesOf(project.providers).length > 0,
    exec: commands.exec,
    run: commands.run,
  };
  const repository = githubRepository(project);
  const publishedProject = repository && {
    ...local,
    repository,
    ...(publicUrl !== undefined && { publicUrl }),
  };
  return ids.flatMap((id) => {
    const feature = featuresById[id];
    if (!feature) return [];
    if (!feature.publishes) return renderFeature(id, feature, local);
    return publishedProject ? renderFeature(id, feature, publishedProject) : [];
  });
}

/** Returns the names of providers' packages that `dist/` cannot contain. */
export const nativePackagesOf = (providers: readonly ProviderSpec[]): string[] =>
  nativePackages.filter((name) =>
    providers.some((spec) =>
      kindOf(spec.kind)
        .render.dependencies({ ...spec })
        .includes(name),
    ),
  );

const githubRepository = ({ github, repository }: ProjectSpec): GitHubRepository | undefined =>
  github === undefined
    ? undefined
    : {
        owner: new URL(github).pathname.split('/')[1] ?? '',
        url: github,
        directory: repository?.directory ?? '',
      };

const renderFeature = <Project>(
  id: string,
  feature: FeatureFor<Project>,
  project: Project,
): RenderedFeature => ({
  packageJson: feature.packageJson(project),
  readme: feature.readme(project),
  files: (context) => renderFolder(`features/${id}`, { ...context, ...feature.view(project) }),
});
