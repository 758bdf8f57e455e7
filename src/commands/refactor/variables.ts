import { screamingCase } from '../../model/names.js';
import type { Provider } from '../../model/project.js';

/** Environment variables that begin with the name of a provider, and with that of no other one, as a pattern of words. */
export function variablesOf({ name, project }: Provider): RegExp {
  const prefix = `${screamingCase(name)}_`;
  const longer = project.providers
    .map((each) => `${screamingCase(each.name)}_`)
    .filter((each) => each !== prefix && each.startsWith(prefix));
  const others = longer.map((each) => `(?!${each})`).join('');
  return new RegExp(`\\b(TEST_)?${others}${prefix}([A-Z0-9_]+)\\b`, 'g');
}
