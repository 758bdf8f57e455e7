import type { AuthStyle } from '../model/auth-style.js';
import type { RenderedFile } from '../model/plan.js';
import type { ProjectSpec, ProviderSpec } from '../model/spec.js';
import { clientEntry, projectContext } from './context/project.js';
import { providerContext } from './context/provider.js';
import { renderFolder } from './engine.js';
import type { FeatureNeeds } from './features.js';
import { featuresOf } from './features.js';
import { json } from './json.js';
import { pinned } from './package-json.js';
import { renderProvider } from './provider.js';

/** What an addition brings to the files that all providers share. */
export interface SharedGrowth {
  /** Files in `core` that it needs; a project may have them already. */
  features: RenderedFile[];
  /** Versions of packages, by name. */
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** @param styles that are added */
export function sharedGrowth(needs: FeatureNeeds, styles: readonly AuthStyle[]): SharedGrowth {
  const features = featuresOf(needs);
  const used = [...styles, ...features];
  return {
    features: features.flatMap(({ folder }) => renderFolder(`features/${folder}`, {})),
    dependencies: pinned(used.flatMap(({ dependencies }) => dependencies)),
    devDependencies: pinned(used.flatMap(({ devDependencies = [] }) => devDependencies)),
  };
}

/** Variables whose paragraphs in `.env.example` are there for some auth styles only. */
const SHARED = ['MCP_LOGIN_CLIENT_ID', 'CREDENTIALS_KEY', 'TOKEN_STORE'];

/** The heading in `README.md` of what is there for some auth styles only. */
const STORED = '## Stored credentials\n';

/** One more provider, in pieces: its files, and what is put into files that are there. */
export interface ProviderGrowth {
  files: RenderedFile[];
  /** Members of its entry in `provider-config.yaml`, indented by two spaces a level. */
  config: string;
  /** Its paragraph in `.env.example`. */
  environment: string;
  /** Paragraphs there about what providers share, such as the store of credentials; none where it needs none of it. */
  shared: string[];
  /** Its section in `README.md`, from its heading on. */
  readme: string;
  /** The section there about what providers share; empty where it needs none. */
  sharedReadme: string;
  /** What clients start it by, as JSON: one of the `mcpServers` in `README.md`. */
  clientEntry: string;
}

export function renderProviderGrowth(
  spec: ProviderSpec,
  style: AuthStyle,
  project: Omit<ProjectSpec, 'sdk' | 'providers'> & { port: number; isOnly: boolean },
): ProviderGrowth {
  const { port, isOnly, ...rest } = project;
  const { name, packageManager } = rest;
  const context = providerContext(spec, {
    projectName: name,
    style,
    port,
    packageManager,
    isOnly,
  });
  const alone: ProjectSpec = { ...rest, sdk: 'v2', providers: [spec] };
  const rendered = renderFolder('project', projectContext(alone, [context]));
  const textOf = (path: string) => rendered.find((file) => file.path === path)?.text ?? '';
  const paragraphs = textOf('.env.example').trimEnd().split('\n\n');
  const naming = (variable: string) => paragraphs.find((each) => each.includes(variable)) ?? '';
  const [, readme = '', ...sections] = textOf('README.md').split(/\n(?=## )/);
  return {
    files: renderProvider(spec, context),
    config: textOf('provider-config.yaml')
      .trimEnd()
      .split(`\n  ${spec.name}:\n`)
      .slice(1)
      .join('')
      .replace(/^ {4}/gm, ''),
    environment: naming(`${context.NAME}_BASE_URL`),
    shared: SHARED.map(naming).filter(Boolean),
    readme: readme.trimEnd(),
    sharedReadme: sections.find((each) => each.startsWith(STORED))?.trimEnd() ?? '',
    clientEntry: json(clientEntry(spec.name, name)).trimEnd(),
  };
}
