import { kindNamed, type Kinds } from '../model/catalog.js';
import type { Kind, Served } from '../model/kind.js';
import type { ProviderModel } from '../model/project.js';
import { kinds } from './register.gen.js';

const all: Kinds = kinds;

/** The kind of that name; the default one for entries without a known name. */
export const kindOf = (name: unknown): Kind => kindNamed(name, all);

const NOTHING: Served = { file: '', tools: [], resources: [], prompts: [] };

/** What a provider serves beside tools, resources and prompts of its own. */
export function servedBy(provider: ProviderModel): Served {
  const { name, project } = provider;
  const node = project.documents.config?.get('providers', name, 'kind');
  const kind = kindOf(node?.is === 'scalar' ? node.value : undefined);
  return kind.serve?.served?.(provider) ?? NOTHING;
}
