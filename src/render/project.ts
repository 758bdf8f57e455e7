import type { RuntimeArchive } from '../model/host.js';
import { relPath } from '../model/path.js';
import type { NewFile, RenderedFile } from '../model/plan.js';
import type { ProjectSpec } from '../model/spec.js';
import { styleOf } from '../spec/style-of.js';
import { projectContext } from './context/project.js';
import { renderFolder } from './engine.js';
import { packageJson } from './package-json.js';
import { renderProvider } from './provider.js';
import { runtimePackages, vendorPath } from './runtime.js';
import { FIRST_PORT } from './sign-in-port.js';

/**
 * Every file of a new project, in the order of their paths.
 * @param archive the packed runtime, for a project that is installed without the registry
 */
export function renderProject(project: ProjectSpec, archive?: RuntimeArchive): NewFile[] {
  const { name, sdk, packageManager, store } = project;
  const providers = project.providers.map((spec, index) =>
    renderProvider(spec, { ...project, port: FIRST_PORT + index }),
  );
  const context = projectContext(project, providers);
  const manifest: RenderedFile = {
    path: relPath('package.json'),
    text: packageJson({
      name,
      description: context.summary,
      sdk,
      packageManager,
      ...(store && { store }),
      runtime: runtimePackages(archive),
      dependencies: project.providers.flatMap(({ auth }) => styleOf(auth).dependencies),
    }),
  };
  const files: NewFile[] = [
    ...renderFolder('project', context),
    ...providers.flatMap(({ files }) => files),
    manifest,
    ...(archive ? [{ path: relPath(vendorPath(archive)), bytes: archive.bytes }] : []),
  ];
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
