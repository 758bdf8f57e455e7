import { elsewhere, nameInUse, nameTaken } from '../../model/errors/grow.js';
import type { Provider } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import { collisions } from '../../spec/check/collisions.js';
import { namesOf, partNamed } from './definitions.js';

/** A name that cannot exist beside the others. @throws CliError `grow/name-taken` */
export function refuseTaken(kind: string, name: string, taken: readonly string[]): void {
  if (taken.includes(name)) throw nameInUse(kind, name);
  const collision = collisions([...taken, name]).find(({ second }) => second === taken.length);
  if (collision) throw nameTaken(kind, name, collision.says);
}

/**
 * New parts may be there already, in the files that would be written: then nothing changes.
 * @throws CliError `grow/name-taken`, `grow/elsewhere`
 */
export function refuseElsewhere(provider: Provider, parts: readonly RenderedPart[]): void {
  for (const { kind, name, module } of parts) {
    const own = partNamed(provider, kind, name)?.module;
    if (!own) refuseTaken(kind, name, namesOf(provider, kind));
    else if (own.path !== `${module}.ts`) throw elsewhere(kind, name, own.path);
  }
}
