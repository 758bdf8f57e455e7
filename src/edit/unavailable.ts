import type { ObjectExpression } from '@babel/types';
import { styleOf } from './code-style.js';
import { javaScript, removeItem } from './formats/bracketed.js';
import { applySplices } from './formats/editor.js';
import { insertItem, listOf } from './list.js';
import { inStyle } from './restyle.js';
import type { Syntax } from './syntax.js';
import { bare, parseModule, textOf } from './syntax.js';
import { casesOf, type FixtureRoot } from './test-case.js';
import { property } from './values.js';

/** Where the key `unavailable` belongs: into the definition of a tool, or into its test cases. */
export type UnavailablePlace = { tool: string } | { tool: string; tests: FixtureRoot };

const KEY = 'unavailable';

/**
 * A module where a tool has this value of `unavailable`; a value that is there stays. Undefined where the module has no
 * object literal for the tool.
 * @param value source, such as a string literal
 */
export function addUnavailable(
  text: string,
  place: UnavailablePlace,
  value: string,
): string | undefined {
  const count = objectsAt(parseModule(text), place).length;
  if (count === 0) return undefined;
  let edited = text;
  for (let each = 0; each < count; each++) {
    const tree = parseModule(edited);
    const object = objectsAt(tree, place)[each];
    if (!object || property(object, KEY)) continue;
    const item = inStyle(`${KEY}: ${value}`, { ...styleOf(tree), unit: '  ' }, ['({', '})']);
    edited = insertItem(edited, listOf(object), item);
  }
  return edited;
}

/** A module where a tool does not have this value of `unavailable`; any other value stays. */
export function removeUnavailable(text: string, place: UnavailablePlace, value: string): string {
  const count = objectsAt(parseModule(text), place).length;
  let edited = text;
  for (let each = 0; each < count; each++) {
    const tree = parseModule(edited);
    const object = objectsAt(tree, place)[each];
    const node = object && property(object, KEY);
    if (!node || meaning(textOf(tree, node)) !== meaning(value)) continue;
    const index = object.properties.findIndex(
      (each) => each.type === 'ObjectProperty' && each.value === node,
    );
    const { start, end, items } = listOf(object);
    const list = { open: start - 1, close: end, items };
    edited = applySplices(edited, removeItem(edited, list, index, javaScript));
  }
  return edited;
}

/** Formatters change the quotes and what they escape. */
const meaning = (source: string): string => source.replace(/^['"]|['"]$|\\(?=['"])/g, '');

function objectsAt(tree: Syntax, place: UnavailablePlace): ObjectExpression[] {
  if ('tests' in place) return casesOf(tree, place.tests, { section: 'tools', name: place.tool });
  return tree.nodes.filter((node): node is ObjectExpression => {
    if (node.type !== 'ObjectExpression' || tree.parent(node)?.type !== 'CallExpression')
      return false;
    const name = property(node, 'name');
    const value = name && bare(name);
    return value?.type === 'StringLiteral' && value.value === place.tool;
  });
}
