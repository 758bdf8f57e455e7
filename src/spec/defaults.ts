import { words } from '../model/names.js';
import type { PromptSpec, ProviderSpec, ToolSpec } from '../model/spec.js';
import { annotationsOf } from './annotations.js';

/** What `add-tool`, `add-resource` and `add-prompt` add to a provider. */
export type Additions = Pick<ProviderSpec, 'tools' | 'resources' | 'prompts'>;

/** Specs as people may write them: what has a default can be left out. */
export type WrittenPrompt = Omit<PromptSpec, 'arguments'> & Partial<Pick<PromptSpec, 'arguments'>>;
export type WrittenAdditions = Partial<Omit<Additions, 'prompts'> & { prompts: WrittenPrompt[] }>;
export type WrittenProvider = Pick<ProviderSpec, 'name' | 'description' | 'baseUrl' | 'auth'> &
  Partial<Pick<ProviderSpec, 'kind' | 'displayName'>> &
  WrittenAdditions;

/** Completing what is complete changes nothing. */
export const completeProvider = (written: WrittenProvider): ProviderSpec => ({
  name: written.name,
  kind: 'api',
  displayName: written.displayName ?? displayNameOf(written.name),
  description: written.description,
  baseUrl: written.baseUrl.replace(/\/+$/, ''),
  auth: written.auth,
  ...completeAdditions(written),
});

export const completeAdditions = (written: WrittenAdditions): Additions => ({
  tools: (written.tools ?? []).map(completeTool),
  resources: written.resources ?? [],
  prompts: (written.prompts ?? []).map((prompt) => ({ arguments: [], ...prompt })),
});

function completeTool({ annotations: stated, ...tool }: ToolSpec): ToolSpec {
  const annotations = annotationsOf(stated, tool.request?.method);
  return { ...tool, ...(annotations && { annotations }) };
}

/** Of a provider that is given no other: `acme_chat` is "Acme Chat". */
export const displayNameOf = (name: string) =>
  words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
