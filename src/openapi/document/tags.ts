import { isObj, list, text, type Obj } from '../model.js';

/**
 * The tags of an operation and the tags above them (OpenAPI 3.2, `parent`): first those by which clients group operations,
 * whose `kind` is "nav" or absent.
 */
export function tagsIn(document: Obj): (operation: Obj) => string[] {
  const described = new Map(
    list(document.tags)
      .filter(isObj)
      .map((tag) => [text(tag.name) ?? '', tag]),
  );
  const isGroup = (name: string) => [undefined, 'nav'].includes(text(described.get(name)?.kind));

  return (operation) => {
    const names = list(operation.tags).map(String);
    const all = new Set(names);
    // A set is visited while it grows; a circle of parents adds nothing.
    for (const name of all) {
      const parent = text(described.get(name)?.parent);
      if (parent !== undefined) all.add(parent);
    }
    return [...all].sort((a, b) => Number(isGroup(b)) - Number(isGroup(a)));
  };
}
