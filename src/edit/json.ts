import type { Node, ObjectExpression } from '@babel/types';
import { insertItem, listOf } from './list.js';
import { placeAmong } from './order.js';
import { parseJsonObject } from './syntax.js';

/** Keys that lead from the root of a JSON document to an object or a list. */
export type JsonPath = readonly string[];

/**
 * Adds members to the object at `path`, in the order it is in; those whose key is there already are left out. Undefined
 * where there is no such object.
 * @param members JSON texts by key, indented by two spaces a level
 */
export function addJsonMembers(
  text: string,
  path: JsonPath,
  members: Readonly<Record<string, string>>,
): string | undefined {
  let changed = text;
  for (const [key, value] of Object.entries(members)) {
    const object = valueAt(changed, path);
    if (object?.type !== 'ObjectExpression') return undefined;
    const keys = object.properties.map(keyOf);
    if (keys.includes(key)) continue;
    changed = insertItem(changed, listOf(object), `${JSON.stringify(key)}: ${value}`, {
      index: placeAmong(keys, key),
      trailingComma: false,
    });
  }
  return changed;
}

/** The same for an object at the top of a document; it is made where there is none. */
export function addToSection(
  text: string,
  section: string,
  members: Readonly<Record<string, string>>,
): string | undefined {
  const changed = addJsonMembers(text, [], { [section]: '{}' });
  return changed && addJsonMembers(changed, [section], members);
}

/**
 * Adds an object to the list at `path`, as its last item; a list that has one of the same `name` stays as it is.
 * Undefined where there is no such list.
 */
export function addJsonItem(
  text: string,
  path: JsonPath,
  item: { name: string; json: string },
): string | undefined {
  const list = valueAt(text, path);
  if (list?.type !== 'ArrayExpression') return undefined;
  const names = list.elements.map((element) => {
    const name = element?.type === 'ObjectExpression' ? member(element, 'name') : undefined;
    return name?.type === 'StringLiteral' ? name.value : undefined;
  });
  if (names.includes(item.name)) return text;
  return insertItem(text, listOf(list), item.json, { trailingComma: false });
}

const valueAt = (text: string, path: JsonPath): Node | undefined =>
  path.reduce<Node | undefined>(
    (value, key) => (value?.type === 'ObjectExpression' ? member(value, key) : undefined),
    parseJsonObject(text),
  );

function member({ properties }: ObjectExpression, key: string): Node | undefined {
  const property = properties.findLast((each) => keyOf(each) === key);
  return property?.type === 'ObjectProperty' ? property.value : undefined;
}

const keyOf = (property: ObjectExpression['properties'][number]): string =>
  property.type === 'ObjectProperty' && property.key.type === 'StringLiteral'
    ? property.key.value
    : '';
