import { elsewhere, nameInUse, nameTaken } from '../../model/errors/grow.js';
import type { Provider, PartDefinition } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import { collisions } from '../../spec/check/collisions.js';

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

/** The definition of a part with this name, as far as names are constants. */
export const partNamed = (
  { definitions }: Provider,
  kind: PartDefinition['kind'],
  name: string,
): PartDefinition | undefined =>
  definitions.find((each) => each.kind === kind && each.name === name);

/** Names of the parts of a kind, as far as they are constants. */
export const namesOf = ({ definitions }: Provider, kind: PartDefinition['kind']): string[] =>
  definitions.flatMap((each) => (each.kind === kind && each.name !== undefined ? [each.name] : []));
