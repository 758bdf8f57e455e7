import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { define, type Json, type JsonObject, type JsonPath } from '../../../model/json.js';
import type { Bracketed } from '../bracketed.js';
import { Refusal, syntaxError } from '../refusal.js';
import { lineOf } from '../../lines.js';

export type { Node };

/** Undefined where the text has no value. @throws Refusal `syntax` */
export function treeOf(text: string, comments: boolean): Node | undefined {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, {
    disallowComments: !comments,
    allowTrailingComma: comments,
    allowEmptyContent: true,
  });
  const [error] = errors;
  if (error) throw syntaxError(said(printParseErrorCode(error.error)), lineOf(text, error.offset));
  return tree;
}

/** `CommaExpected` → `comma expected` */
const said = (code: string) =>
  code === 'InvalidCommentToken'
    ? 'comments are not allowed in JSON'
    : code.replace(/(?<=.)[A-Z]/g, ' $&').toLowerCase();

/** @throws Refusal where there is nothing at the path */
export function nodeAt(tree: Node | undefined, path: JsonPath): Node {
  let node = tree;
  for (const key of path) {
    if (node?.type === 'array') node = node.children?.[Number(key)];
    else node = node?.type === 'object' ? member(node, String(key)) : undefined;
  }
  if (!node) throw new Refusal('not-a-mapping', `"${path.join('.')}" does not exist.`);
  return node;
}

/** The value of a key; of the last one where the key is repeated, as `JSON.parse` reads it. */
const member = (object: Node, key: string): Node | undefined =>
  object.children?.findLast((each) => keyOf(each) === key)?.children?.[1];

export const keyOf = (property: Node): string => String(property.children?.[0]?.value);

export function valueOf(node: Node): Json {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as Json; // a scalar
  const object: JsonObject = {};
  for (const property of node.children ?? []) {
    const value = property.children?.[1];
    if (value) define(object, keyOf(property), valueOf(value));
  }
  return object;
}

export function listOf({ offset, length, children = [] }: Node): Bracketed {
  const items = children.map((child) => ({
    start: child.offset,
    end: child.offset + child.length,
  }));
  return { open: offset, close: offset + length - 1, items };
}

/** A key that is repeated: one of the path in its object, or any in the object at the path. */
export function repeatedKey(tree: Node | undefined, path: JsonPath): string | undefined {
  let node = tree;
  for (const key of [...path, null]) {
    if (node?.type !== 'object') return undefined;
    const keys = (node.children ?? []).map(keyOf);
    if (key === null) {
      const seen = new Set<string>();
      return keys.find((name) => seen.size === seen.add(name).size);
    }
    if (keys.filter((name) => name === key).length > 1) return String(key);
    node = member(node, String(key));
  }
  return undefined;
}
