import type { Definition, ToolDefinition } from '../../model/code.js';
import type { ProviderModel } from '../../model/project.js';
import type { Definitions } from '../../project/definitions.js';
import { definitionsIn } from '../../project/definitions.js';

const known = new WeakMap<ProviderModel, Definitions>();

/**
 * The definitions of a provider. Only files with one of these words are searched: following every call of the project to
 * its declaration would take longer than the rest of a run.
 */
export function definitionsOf(provider: ProviderModel): Definitions {
  let found = known.get(provider);
  if (!found) {
    const { code, modules } = provider.project;
    const files = provider.files.filter(({ text }) => /\b(?:tool|resource|prompt)\b/.test(text));
    found = definitionsIn(files, code, modules);
    known.set(provider, found);
  }
  return found;
}

/** The tool of a provider with this name, as far as names are constants. */
export const toolNamed = (provider: ProviderModel, tool: string): ToolDefinition | undefined =>
  definitionsOf(provider).tools.find(({ name }) => name.is === 'known' && name.value === tool);

/** Names of definitions, as far as they are constants. */
export const namesOf = (definitions: readonly Definition[]): string[] =>
  definitions.flatMap(({ name }) => (name.is === 'known' ? [name.value] : []));
