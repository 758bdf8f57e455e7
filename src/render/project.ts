import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import { FIRST_PORT } from '../model/sign-in-port.js';
import type { ProjectSpec } from '../model/spec.js';
import { projectContext } from './context/project.js';
import { demoProviderOf } from './demo-call.js';
import { renderFolder } from './engine.js';
import { renderFeatures } from './features.js';
import { packageJson } from './package-json.js';
import { renderProvider } from './provider.js';
import { forLine, runtimePackages } from './runtime.js';

/** Renders every file of a new project, sorted by path.
 * @param vendoredPaths paths of packages in the project that are not installed from the registry
 */
export function renderProject(
  project: ProjectSpec,
  vendoredPaths: readonly string[] = [],
): RenderedFile[] {
  const { name, sdk, packageManager, packageManagerVersion, store } = project;
  const providers = project.providers.map((spec, index) =>
    renderProvider(spec, {
      ...project,
      port: FIRST_PORT + index,
    }),
  );
  const common = projectContext(project, providers);
  const features = renderFeatures(project, common, providers);
  const context = { ...common, features: features.map(({ readme }) => readme) };
  const manifest: RenderedFile = {
    path: relPath('package.json'),
    text: packageJson({
      name,
      description: context.description,
      sdk,
      packageManager,
      ...(project.yarnWorkspace && { yarnWorkspace: project.yarnWorkspace }),
      ...(packageManagerVersion && { packageManagerVersion }),
      ...(store && { store }),
      runtime: runtimePackages(vendoredPaths),
      dependencies: providers.flatMap(({ dependencies }) => Object.keys(dependencies)),
      changes: features.map(({ packageJson }) => packageJson),
    }),
  };
  const demoProvider = demoProviderOf(project);
  const demo = demoProvider
    ? renderFolder('demo', { provider: demoProvider.name }, { provider: demoProvider.name })
    : [];
  const files = [
    ...renderFolder('project', context),
    ...providers.flatMap(({ files }) => files),
    ...features.flatMap(({ files }) => files(context)),
    manifest,
  ].filter(({ path }) => !demo.some((file) => file.path === path));
  return [...files, ...demo].map(forLine(sdk)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
