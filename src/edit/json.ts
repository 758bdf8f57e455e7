import type { Node, ObjectExpression } from '@babel/types';
import { insertItem, listOf } from './list.js';
import { placeAmong } from './order.js';
import { parseJsonObject } from './syntax.js';
import { property } from './values.js';

/** Keys that lead from the root of a JSON document to an object. */
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

const valueAt = (text: string, path: JsonPath): Node | undefined =>
  path.reduce<Node | undefined>(
    (value, key) => (value?.type === 'ObjectExpression' ? property(value, key) : undefined),
    parseJsonObject(text),
  );

const keyOf = (member: ObjectExpression['properties'][number]): string =>
  member.type === 'ObjectProperty' && member.key.type === 'StringLiteral' ? member.key.value : '';
