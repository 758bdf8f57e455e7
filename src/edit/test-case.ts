import type { ArrayExpression, Node } from '@babel/types';
import { styleOf } from './code-style.js';
import { insertItem, listOf } from './list.js';
import { inStyle } from './restyle.js';
import type { Syntax } from './syntax.js';
import { bare, parseModule } from './syntax.js';

/**
 * Adds a row to the list called `cases`: a property, or a constant. Undefined where there is none, or more than one.
 * @param row source of an object, indented by two spaces a level
 * @param property of the row that no other has: a list with such a row stays as it is
 */
export function addTestCase(
  text: string,
  row: string,
  property: { key: string; value: string },
): string | undefined {
  const tree = parseModule(text);
  const [cases, another] = listsCalledCases(tree);
  if (!cases || another) return undefined;
  if (cases.elements.some((row) => row && textAt(row, property.key) === property.value))
    return text;
  // Indentation is the list's own.
  const style = { ...styleOf(tree), unit: '  ' };
  return insertItem(text, listOf(cases), inStyle(row, style, ['[', ']']));
}

const listsCalledCases = ({ nodes }: Syntax): ArrayExpression[] =>
  nodes.flatMap((node) => {
    const value = valueOfCases(node);
    const list = value && bare(value);
    return list?.type === 'ArrayExpression' ? [list] : [];
  });

function valueOfCases(node: Node): Node | null | undefined {
  if (node.type === 'ObjectProperty') return isNamed(node.key, 'cases') ? node.value : undefined;
  return node.type === 'VariableDeclarator' && isNamed(node.id, 'cases') ? node.init : undefined;
}

function textAt(element: Node, key: string): string | undefined {
  const row = bare(element);
  if (row.type !== 'ObjectExpression') return undefined;
  const property = row.properties.find(
    (each) => each.type === 'ObjectProperty' && isNamed(each.key, key),
  );
  const value = property?.type === 'ObjectProperty' ? bare(property.value) : undefined;
  return value?.type === 'StringLiteral' ? value.value : undefined;
}

const isNamed = (node: Node, name: string) =>
  (node.type === 'Identifier' && node.name === name) ||
  (node.type === 'StringLiteral' && node.value === name);
