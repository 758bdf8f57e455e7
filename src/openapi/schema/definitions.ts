import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { withComponent } from '../../model/component.js';
import { type Schema, withoutMember } from '../model.js';

const definitionRef = (value: unknown): string | undefined => {
  const ref = isObject(value) ? value.$ref : undefined;
  return typeof ref === 'string' && ref.startsWith('#/$defs/') ? ref.slice(8) : undefined;
};

function refsIn(value: unknown, references: string[] = []): string[] {
  const ref = definitionRef(value);
  if (ref !== undefined) references.push(ref);
  if (Array.isArray(value)) for (const item of value) refsIn(item, references);
  else if (isObject(value)) for (const member of Object.values(value)) refsIn(member, references);
  return references;
}

const MAX_SMALL_LENGTH = 2_000;

/**
 * Returns the schema with inlined definitions, because clients handle references badly. Recursive
 * definitions stay, as do those that would make the schema more than twice as large (and larger
 * than 2,000 characters). Unused definitions are removed.
 */
export function inlineDefinitions(schema: Schema): Schema {
  const { $defs, ...root } = schema;
  const defs = objectOrEmpty($defs) as Record<string, Schema>;
  if (Object.keys(defs).length === 0) return root;
  const referencesByName = new Map(
    Object.entries(defs).map(([name, definition]) => [name, refsIn(definition)]),
  );
  const recursive = new Set(
    [...referencesByName.keys()].filter((name) => reaches(name, name, referencesByName)),
  );
  const sizes = new Map<string, number>();
  const inlinedSize = (value: unknown): number =>
    JSON.stringify(value).length + refsIn(value).reduce((sum, name) => sum + inlineSize(name), 0);
  const inlineSize = (name: string): number => {
    if (recursive.has(name)) return 0;
    const cachedSize = sizes.get(name);
    if (cachedSize !== undefined) return cachedSize;
    const size = inlinedSize(defs[name]);
    sizes.set(name, size);
    return size;
  };
  const usedNames = reachableNames(refsIn(root), referencesByName);
  const sharedLength =
    JSON.stringify(root).length +
    [...usedNames].reduce((sum, name) => sum + JSON.stringify(defs[name]).length, 0);
  const inlinedLength =
    inlinedSize(root) +
    [...recursive]
      .filter((name) => usedNames.has(name))
      .reduce((sum, name) => sum + inlinedSize(defs[name]), 0);
  const counts = new Map<string, number>();
  for (const name of [root, ...[...usedNames].map((schemaPart) => defs[schemaPart])].flatMap(
    (schemaPart) => refsIn(schemaPart),
  ))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const inlinesAll = inlinedLength <= Math.max(MAX_SMALL_LENGTH, 2 * sharedLength);
  const isKept = (name: string) =>
    recursive.has(name) || (!inlinesAll && (counts.get(name) ?? 0) > 1 && inlineSize(name) > 120);
  const result = inline(root) as Schema;
  const names = reachableNames(
    refsIn(result),
    new Map([...usedNames].map((name) => [name, refsIn(inline(defs[name]))])),
  );
  return names.size === 0
    ? result
    : {
        ...result,
        $defs: Object.fromEntries([...names].sort().map((name) => [name, inline(defs[name])])),
      };

  function inline(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(inline);
    if (!isObject(value)) return value;
    const name = definitionRef(value);
    if (name !== undefined && !isKept(name)) {
      return {
        ...withComponent(inline(defs[name]) as Schema, name),
        ...withoutMember(value, '$ref'),
      };
    }
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inline(member)]));
  }
}

function reachableNames(
  startNames: string[],
  referencesByName: Map<string, string[]>,
): Set<string> {
  const reachedNames = new Set<string>();
  const queue = [...startNames];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reachedNames.has(name)) continue;
    reachedNames.add(name);
    queue.push(...(referencesByName.get(name) ?? []));
  }
  return reachedNames;
}

const reaches = (from: string, to: string, namesBelow: Map<string, string[]>) =>
  reachableNames(namesBelow.get(from) ?? [], namesBelow).has(to);
