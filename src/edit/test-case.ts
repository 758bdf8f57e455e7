import type { ArrayLiteralExpression, Node as SyntaxNode, SourceFile } from 'ts-morph';
import { inStyle, styleOf } from './code-style.js';
import { insertItem, listOf } from './list.js';
import { bare, Node, parseModule, ts } from './syntax.js';

/**
 * Adds a row to the list called `cases`: a property, or a constant. Undefined where there is none, or more than one.
 * @param row source of an object, indented by two spaces a level
 * @param tool a list that has a row for this tool stays as it is
 */
export function addTestCase(text: string, row: string, tool: string): string | undefined {
  const tree = parseModule(text);
  const [cases, another] = listsCalledCases(tree);
  if (!cases || another) return undefined;
  if (cases.getElements().some((element) => toolOf(element) === tool)) return text;
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

function toolOf(element: SyntaxNode): string | undefined {
  const row = bare(element);
  const property = Node.isObjectLiteralExpression(row) ? row.getProperty('tool') : undefined;
  const value = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
  return Node.isStringLiteral(value) ? value.getLiteralValue() : undefined;
}
