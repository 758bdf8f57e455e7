import { kindOf } from '../kinds/kind-of.js';
import type { ProviderInput } from '../model/feature.js';
import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import type { PackageManager, ProviderSpec, StoreKind } from '../model/spec.js';
import { styleOf } from '../styles/style-of.js';
import { type ProviderContext, providerContext } from './context/provider.js';
import { renderFolder, renderPartial } from './engine.js';
import { fixtureSource } from './fixture/source.js';
import { listingText } from './listing.js';
import { packageVersions } from './package-json.js';
import { providerPackages, sharedParts } from './provider-needs.js';
import {
  findSharedCode,
  renderPrompt,
  renderResource,
  renderShared,
  renderTool,
} from './provider-parts.js';
import { userInputs } from './provider-settings.js';

/** The project for which a provider is rendered. */
export interface ProviderSurroundings {
  /** npm name of the project. */
  name: string;
  packageManager: PackageManager;
  store?: StoreKind;
  /** Port of the local sign-in server. */
  port: number;
}

/** A rendered provider: its files, and its parts of the files that all providers share. */
export interface RenderedProvider {
  name: string;
  files: RenderedFile[];
  /** Its entry in `provider-config.yaml`, beginning with its key, indented by two spaces per level. */
  config: string;
  /** Its paragraph in `.env.example`, if it has variables. */
  variables: string[];
  /** Paragraphs of `.env.example` that providers share, such as that of the credential store. */
  sharedVariables: string[];
  /** Its patterns in `.gitignore`. */
  ignores: readonly string[];
  /** Its section in `README.md`, beginning with its heading. */
  readme: string;
  /** Sections of `README.md` that providers share, such as that about stored credentials. */
  sharedSections: string[];
  /** Environment variables that users of a published server set. */
  inputs: ProviderInput[];
  /** Versions of packages that it imports in addition to those of every project, by name. */
  dependencies: Record<string, string>;
}

/** Renders a provider for `create` and `add-provider`. */
export function renderProvider(
  spec: ProviderSpec,
  project: ProviderSurroundings,
): RenderedProvider {
  const style = styleOf(spec.auth);
  const context = providerContext(spec, style, project);
  const { name } = spec;
  const hasVariables = context.environment.length + context.settings.length > 0;
  return {
    name,
    files: providerFiles(spec, context),
    config: renderPartial('config.yaml', context),
    variables: hasVariables ? [renderPartial('variables.env', context)] : [],
    ...sharedParts(spec, project),
    ignores: kindOf(spec.kind).render.ignores?.(spec) ?? [],
    readme: renderPartial('readme.md', context),
    inputs: userInputs(spec),
    dependencies: packageVersions(providerPackages(spec)),
  };
}

/** Returns the files of a provider: required files, auth style, tools, resources, prompts, and their tests. */
function providerFiles(spec: ProviderSpec, context: ProviderContext): RenderedFile[] {
  const names = { provider: spec.name };
  const kind = kindOf(spec.kind);
  const fixtureContext = { ...context, ...fixtureSource(spec, context) };
  const sharedCode = findSharedCode(spec.tools, kind);
  return [
    ...['provider', `kind/${spec.kind}`, `auth/${spec.auth.style}`].flatMap((folder) =>
      renderFolder(folder, fixtureContext, names),
    ),
    ...spec.tools.map((tool) => renderTool(spec.name, tool, { kind, ...sharedCode })),
    ...renderShared(spec.name, sharedCode),
    { path: relPath(`tests/${spec.name}.tools.txt`), text: listingText(spec) },
    ...spec.resources.flatMap((resource) => renderResource(spec.name, resource, { kind })),
    ...spec.prompts.map((prompt) => renderPrompt(spec.name, prompt)),
  ];
}
