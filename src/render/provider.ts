import type { RenderedFile } from '../model/plan.js';
import { relPath } from '../model/path.js';
import type { PromptSpec, ProviderSpec, ResourceSpec, ToolSpec } from '../model/spec.js';
import { apiModule, toolNames } from './api-module.js';
import type { ProviderContext } from './context/provider.js';
import { renderFolder } from './engine.js';
import { promptCases, resourceCases } from './part-cases.js';
import { promptFile, promptModule } from './prompt-module.js';
import { resourceApiModule, resourceFiles, resourceModule } from './resource-module.js';
import { toolCases } from './tool-case.js';
import { toolModule } from './tool-module.js';

/** All files of one provider: the contract, its auth style, its parts and their tests. */
export function renderProvider(spec: ProviderSpec, context: ProviderContext): RenderedFile[] {
  const names = { provider: spec.name };
  const known = { ...context, cases: toolCases(spec.tools) };
  return [
    ...withStyle(
      renderFolder('provider', known, names),
      renderFolder(`auth/${spec.auth.style}`, known, names),
    ),
    ...spec.tools.flatMap((tool) => renderTool(spec.name, tool)),
    ...spec.resources.flatMap((resource) => renderResource(spec.name, resource)),
    ...spec.prompts.map((prompt) => renderPrompt(spec.name, prompt)),
    ...renderPartTests(spec),
  ];
}

/** Tests of resources and prompts, where there are some to test. */
export function renderPartTests({
  name,
  resources,
  prompts,
}: Pick<ProviderSpec, 'name' | 'resources' | 'prompts'>): RenderedFile[] {
  const names = { provider: name };
  return [
    ...(resources.some(({ request }) => request)
      ? renderFolder('resource', { name, resourceCases: resourceCases(resources) }, names)
      : []),
    ...(prompts.length > 0
      ? renderFolder('prompt', { name, promptCases: promptCases(prompts) }, names)
      : []),
  ];
}

/** A file that an auth style brings takes the place of the one that other styles share. */
const withStyle = (
  shared: readonly RenderedFile[],
  own: readonly RenderedFile[],
): RenderedFile[] => [
  ...shared.filter(({ path }) => !own.some((file) => file.path === path)),
  ...own,
];

export function renderTool(provider: string, tool: ToolSpec): RenderedFile[] {
  const { file } = toolNames(tool.name);
  return [
    at(provider, `tools/${file}.ts`, toolModule(tool)),
    at(provider, `api/${file}.ts`, apiModule(tool)),
  ];
}

export function renderResource(provider: string, spec: ResourceSpec): RenderedFile[] {
  const files = resourceFiles(spec.name);
  return [
    at(provider, `resources/${files.resource}.ts`, resourceModule(spec)),
    at(provider, `api/${files.api}.ts`, resourceApiModule(spec)),
  ];
}

export const renderPrompt = (provider: string, spec: PromptSpec): RenderedFile =>
  at(provider, `prompts/${promptFile(spec.name)}.ts`, promptModule(spec));

const at = (provider: string, path: string, text: string): RenderedFile => ({
  path: relPath(`src/providers/${provider}/${path}`),
  text,
});
