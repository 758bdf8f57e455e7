import type { ObjectLiteralExpression } from 'ts-morph';
import { insertItem, listOf } from './list.js';
import { placeAmong } from './order.js';
import { Node, parseJsonObject } from './syntax.js';

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
    if (!Node.isObjectLiteralExpression(object)) return undefined;
    const keys = keysOf(object);
    if (keys.includes(key)) continue;
    changed = insertItem(changed, listOf(object), `${JSON.stringify(key)}: ${value}`, {
      index: placeAmong(keys, key),
      trailingComma: false,
    });
  }
  return changed;
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
  if (!Node.isArrayLiteralExpression(list)) return undefined;
  const names = list.getElements().map((element) => {
    const name = Node.isObjectLiteralExpression(element) ? member(element, 'name') : undefined;
    return Node.isStringLiteral(name) ? name.getLiteralValue() : undefined;
  });
  if (names.includes(item.name)) return text;
  return insertItem(text, listOf(list), item.json, { trailingComma: false });
}

function valueAt(text: string, path: JsonPath) {
  const root = parseJsonObject(text);
  return path.reduce<ReturnType<typeof member>>(
    (value, key) => (Node.isObjectLiteralExpression(value) ? member(value, key) : undefined),
    root,
  );
}

function member(object: ObjectLiteralExpression, key: string) {
  const property = object
    .getProperties()
    .find((each) => Node.isPropertyAssignment(each) && keyOf(each.getNameNode().getText()) === key);
  return Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
}

const keysOf = (object: ObjectLiteralExpression): string[] =>
  object
    .getProperties()
    .flatMap((each) =>
      Node.isPropertyAssignment(each) ? [keyOf(each.getNameNode().getText())] : [],
    );

const keyOf = (quoted: string) => String(JSON.parse(quoted));
