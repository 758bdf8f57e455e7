import type { ts as Compiler } from 'ts-morph';
import { parseModule, ts } from './syntax.js';

/** Whether two modules differ in nothing but comments and layout: what a formatter may change. */
export function isSameCode(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [parseModule(one).compilerNode, parseModule(other).compilerNode];
  return shapeOf(a) === shapeOf(b) && wordsOf(a).join('\0') === wordsOf(b).join('\0');
}

/** Kinds of all nodes, without the parentheses that formatters put around what needs none. */
function shapeOf(node: Compiler.Node): string {
  if (ts.isParenthesizedExpression(node)) return shapeOf(node.expression);
  let parts = '';
  node.forEachChild((child) => void (parts += `${shapeOf(child)} `));
  return `${node.kind}(${parts})`;
}

const MARKS: ReadonlySet<Compiler.SyntaxKind> = new Set([
  ts.SyntaxKind.CommaToken,
  ts.SyntaxKind.SemicolonToken,
  ts.SyntaxKind.OpenParenToken,
  ts.SyntaxKind.CloseParenToken,
]);

/** All tokens but those that formatters add and take away; the same string is the same in any quotes. */
function wordsOf(node: Compiler.Node): string[] {
  if (ts.isJSDoc(node) || MARKS.has(node.kind)) return [];
  if (ts.isStringLiteral(node)) return [JSON.stringify(node.text)];
  const parts = node.getChildren();
  return parts.length === 0 ? [node.getText()] : parts.flatMap(wordsOf);
}
