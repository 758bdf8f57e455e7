import { kindNamed, type Kinds } from '../model/catalog.js';
import type { Kind, Served } from '../model/kind.js';
import type { Provider } from '../model/project.js';
import { kinds } from './register.gen.js';

const all: Kinds = kinds;

/** The kind of that name; the default one for entries without a known name. */
export const kindOf = (name: unknown): Kind => kindNamed(name, all);

const NOTHING: Served = { file: '', tools: [], resources: [], prompts: [] };

/** What a provider serves beside tools, resources and prompts of its own. */
export function servedBy(provider: Provider): Served {
  return kindOf(provider.entry?.text('kind')).serve?.served?.(provider) ?? NOTHING;
}
