import { isSecretArgument } from '../../../runtime/src/utils/argument-names.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { followReferences } from '../document/references.js';
import { listOrEmpty, type RawObject } from '../model.js';
import { mergedTarget } from './serialized-shape.js';

/** Levels of a result that are searched; a schema that contains itself has no end. */
const MAX_LEVELS = 16;

/** Paths per schema. Shared schemas that contain others several times have more paths than anybody reads. */
const MAX_PATHS = 100;

/** Paths by schema, because operations share schemas. */
const cache = new WeakMap<RawObject, Map<unknown, string[]>>();

/**
 * Returns the dotted paths of the secrets that a document describes in a response, also below the
 * levels that the result schema of a tool states, in the form of `response.exclude`. Lists are not
 * part of paths; `*` stands for property names that the schema does not state.
 */
export function secretPaths(schema: unknown, document: RawObject): string[] {
  const searched = cache.get(document) ?? new Map<unknown, string[]>();
  cache.set(document, searched);

  function pathsIn(part: unknown, level: number): string[] {
    const target = followReferences(document, part);
    const knownPaths = searched.get(target);
    if (knownPaths || level > MAX_LEVELS) return knownPaths ?? [];
    searched.set(target, []);
    const { properties, additionalProperties, items, anyOf, oneOf } = mergedTarget(
      target,
      document,
    );
    const parts = [
      ...Object.entries(objectOrEmpty(properties)),
      ['*', additionalProperties] as const,
    ];
    const members = parts.flatMap(([name, member]) =>
      isSecretArgument(name, mergedTarget(member, document))
        ? [name]
        : pathsIn(member, level + 1).map((path) => `${name}.${path}`),
    );
    const others = [items, ...listOrEmpty(anyOf), ...listOrEmpty(oneOf)].flatMap((other) =>
      pathsIn(other, level + 1),
    );
    const paths = [...new Set([...members, ...others])].slice(0, MAX_PATHS);
    searched.set(target, paths);
    return paths;
  }

  return pathsIn(schema, 0);
}
