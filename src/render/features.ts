import { features } from '../features/register.gen.js';
import type { Feature, FeatureProject, PackageChanges } from '../model/feature.js';
import type { RenderedFile } from '../model/plan.js';
import type { ProjectSpec } from '../model/spec.js';
import { projectContext, type ProjectContext } from './context/project.js';
import { renderFolder } from './engine.js';
import { FIRST_VERSION } from './package-json.js';
import { renderProvider, type RenderedProvider } from './provider.js';
import { FIRST_PORT } from './sign-in-port.js';

const known: Readonly<Record<string, Feature>> = features;

export interface RenderedFeature {
  packageJson: PackageChanges;
  /** Its section of the README. */
  readme: string;
  files(context: ProjectContext): RenderedFile[];
}

/**
 * What features add to a project that exists.
 * @param version of its package
 * @param isUsed whether the project reads an environment variable
 */
export function renderAddedFeatures(
  project: ProjectSpec,
  version: string | undefined,
  isUsed: (variable: string) => boolean,
) {
  const providers = project.providers.map((spec, index) => {
    const rendered = renderProvider(spec, { ...project, port: FIRST_PORT + index });
    return { ...rendered, inputs: rendered.inputs.filter(({ name }) => isUsed(name)) };
  });
  const context = projectContext(project, providers);
  return renderFeatures(project, context, providers, version).map((feature) => ({
    ...feature,
    files: feature.files({ ...context, features: [] }),
  }));
}

/** The features of a project that has a repository on GitHub. */
export function renderFeatures(
  { name, features: ids = [], github, repository, publicUrl, providers: specs }: ProjectSpec,
  { title, summary, commands }: Pick<ProjectContext, 'title' | 'summary' | 'commands'>,
  providers: readonly RenderedProvider[],
  version = FIRST_VERSION,
): RenderedFeature[] {
  if (github === undefined) return [];
  const project: FeatureProject = {
    name,
    version,
    title,
    summary,
    repository: {
      owner: new URL(github).pathname.split('/')[1] ?? '',
      url: github,
      directory: repository?.directory ?? '',
    },
    ...(publicUrl !== undefined && { publicUrl }),
    providers: specs.map(({ name, displayName, description }, index) => ({
      name,
      displayName,
      description,
      inputs: providers[index]?.inputs ?? [],
    })),
    exec: commands.exec,
    run: commands.run,
  };
  return ids.flatMap((id) => {
    const feature = known[id];
    if (!feature) return [];
    return {
      packageJson: feature.packageJson(project),
      readme: feature.readme(project),
      files: (context) => renderFolder(`features/${id}`, { ...context, ...feature.view(project) }),
    } satisfies RenderedFeature;
  });
}
