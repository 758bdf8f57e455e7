import type { ArrayLiteralExpression, Node as SyntaxNode, SourceFile } from 'ts-morph';
import { inStyle, styleOf } from './code-style.js';
import { insertItem, listOf } from './list.js';
import { bare, Node, parseModule, ts } from './syntax.js';

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
  if (cases.getElements().some((element) => textOf(element, property.key) === property.value))
    return text;
  // Indentation is the list's own.
  const style = { ...styleOf(tree), unit: '  ' };
  return insertItem(text, listOf(cases), inStyle(row, style, ['[', ']']));
}

function listsCalledCases(tree: SourceFile): ArrayLiteralExpression[] {
  return [
    ...tree.getDescendantsOfKind(ts.SyntaxKind.PropertyAssignment),
    ...tree.getDescendantsOfKind(ts.SyntaxKind.VariableDeclaration),
  ]
    .filter((node) => node.getName() === 'cases')
    .flatMap((node) => {
      const value = node.getInitializer();
      const list = value && bare(value);
      return Node.isArrayLiteralExpression(list) ? [list] : [];
    });
}

function textOf(element: SyntaxNode, key: string): string | undefined {
  const row = bare(element);
  const property = Node.isObjectLiteralExpression(row) ? row.getProperty(key) : undefined;
  const value = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
  return Node.isStringLiteral(value) ? value.getLiteralValue() : undefined;
}
