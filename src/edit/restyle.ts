import type { ts as Compiler } from 'ts-morph';
import type { CodeStyle } from './code-style.js';
import { ourStyle } from './code-style.js';
import { compiler, parseTypeScript } from './typescript.js';

/**
 * Generated code in another style: the same tokens, but for quotes, semicolons and indentation.
 * @param around what makes a module of it, for a piece of an expression
 */
export function inStyle(
  code: string,
  style: CodeStyle,
  [before, after]: readonly [string, string] = ['', ''],
): string {
  const { quote, semicolons, unit } = style;
  const isOurs = Object.entries(ourStyle).every(
    ([key, value]) => style[key as keyof CodeStyle] === value,
  );
  if (isOurs) return code;
  const ts = compiler();
  const text = before + code + after;
  const tree = parseTypeScript(text);
  const changes: Change[] = [];
  const solid: [number, number][] = [];
  const visit = (node: Compiler.Node): void => {
    const start = node.getStart(tree);
    if (ts.isStringLiteral(node)) {
      changes.push({ start, end: node.end, text: quoted(text.slice(start, node.end), quote) });
    } else if (ts.isTemplateLiteralToken(node)) {
      solid.push([start, node.end]);
    } else if (!semicolons && endsWithSemicolon(text, node)) {
      changes.push({ start: node.end - 1, end: node.end, text: '' });
    }
    node.forEachChild(visit);
  };
  visit(tree);
  for (const { index, 0: margin } of text.matchAll(/(?<![^\n])(?: {2})+/g)) {
    if (solid.some(([start, end]) => start < index && index < end)) continue;
    const end = index + margin.length;
    changes.push({ start: index, end, text: unit.repeat(margin.length / 2) });
  }
  const changed = applied(text, changes);
  return changed.slice(before.length, changed.length - after.length);
}

interface Change {
  start: number;
  end: number;
  text: string;
}

function applied(text: string, changes: readonly Change[]): string {
  return changes
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (rest, { start, end, text: added }) => rest.slice(0, start) + added + rest.slice(end),
      text,
    );
}

/** A string literal between other quotes, or between its own where that needs fewer backslashes. */
function quoted(literal: string, preferred: '"' | "'"): string {
  const content = literal
    .slice(1, -1)
    .replace(/\\(.)/gs, (escape, character: string) =>
      character === '"' || character === "'" ? character : escape,
    );
  const count = (quote: string) => content.split(quote).length - 1;
  const other = preferred === '"' ? "'" : '"';
  const quote = count(preferred) > count(other) ? other : preferred;
  return quote + content.replaceAll(quote, `\\${quote}`) + quote;
}

/** A semicolon that a line end can stand for (ECMA-262 §12.10): nothing on the next line would go on with the statement. */
function endsWithSemicolon(text: string, node: Compiler.Node): boolean {
  const ts = compiler();
  const isSeparator =
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isExportAssignment(node) ||
    ts.isVariableStatement(node) ||
    ts.isExpressionStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeElement(node) ||
    ts.isPropertyDeclaration(node);
  if (!isSeparator || text[node.end - 1] !== ';') return false;
  const rest = text.slice(node.end);
  const next = rest.replace(/^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)+/, '').charAt(0);
  return /^[ \t]*(?:\/\/[^\n]*)?(?:\n|$)/.test(rest) && (next === '' || !'([`+-*/'.includes(next));
}
