import type { AuthStyle } from '../model/auth-style.js';
import type { RenderedFile } from '../model/plan.js';
import { relPath } from '../model/path.js';
import type { ProjectSpec, ProviderSpec } from '../model/spec.js';
import { version } from '../model/version.gen.js';
import { projectContext } from './context/project.js';
import { providerContext } from './context/provider.js';
import { renderFolder } from './engine.js';
import { featuresOf } from './features.js';
import { manifest } from './manifest.js';
import { packageJson } from './package-json.js';
import { renderProvider } from './provider.js';
import { FIRST_PORT } from './sign-in-port.js';

export type AuthStyles = Readonly<Record<string, AuthStyle>>;

/** Every file of a new project, in the order of their paths. */
export function renderProject(project: ProjectSpec, styles: AuthStyles): RenderedFile[] {
  const contexts = project.providers.map((spec, index) => ({
    spec,
    context: providerContext(spec, {
      projectName: project.name,
      style: styleOf(spec, styles),
      port: FIRST_PORT + index,
      packageManager: project.packageManager,
      isOnly: project.providers.length === 1,
    }),
  }));
  const context = projectContext(
    project,
    contexts.map(({ context }) => context),
  );
  const used = [...new Set(project.providers.map((spec) => styleOf(spec, styles)))];
  const features = featuresOf({
    tools: project.providers.flatMap(({ tools }) => tools),
    asked: project.providers.flatMap((spec) => styleOf(spec, styles).features?.(spec.auth) ?? []),
    ...(project.store && { store: project.store }),
  });
  const files = [
    ...renderFolder('project', context),
    ...renderFolder(`sdk/${project.sdk}`, context),
    ...features.flatMap(({ folder }) => renderFolder(`features/${folder}`, context)),
    ...contexts.flatMap(({ spec, context }) => renderProvider(spec, context)),
    {
      path: relPath('package.json'),
      text: packageJson({
        name: project.name,
        description: context.summary,
        sdk: project.sdk,
        inspected: context.first,
        generatorVersion: version,
        dependencies: [...used, ...features].flatMap(({ dependencies }) => dependencies),
        devDependencies: [...used, ...features].flatMap(
          ({ devDependencies = [] }) => devDependencies,
        ),
      }),
    },
    { path: relPath('.mcp-provider.json'), text: manifest(project, version) },
  ];
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** @throws Error for a style that no folder has; a checked spec has none such */
function styleOf({ auth }: ProviderSpec, styles: AuthStyles): AuthStyle {
  const style = Object.hasOwn(styles, auth.style) ? styles[auth.style] : undefined;
  if (!style) throw new Error(`There is no auth style "${auth.style}"`);
  return style;
}
