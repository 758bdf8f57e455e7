import type { Definition } from '../../model/code.js';
import type { ProviderModel } from '../../model/project.js';
import type { Definitions } from '../../project/definitions.js';
import { definitionsIn } from '../../project/definitions.js';

const known = new WeakMap<ProviderModel, Definitions>();

/**
 * What a provider has, looked for only where one of the words is: following every other call of the project to where it
 * is declared would take longer than all the rest of a run.
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

/** Names of what a provider has, as far as its source says them. */
export const namesOf = (definitions: readonly Definition[]): string[] =>
  definitions.flatMap(({ name }) => (name.is === 'known' ? [name.value] : []));
