import type { RenderedFile } from '../model/plan.js';
import type { ProviderSpec } from '../model/spec.js';
import type { ProviderContext } from './context/provider.js';
import { renderFolder } from './engine.js';
import { promptCases, resourceCases } from './part-cases.js';
import { renderPrompt, renderResource, renderTool } from './part.js';
import { toolCases } from './tool-case.js';

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
