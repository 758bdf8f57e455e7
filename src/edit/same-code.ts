import type { ts as Compiler } from 'ts-morph';
import { compiler } from './typescript.js';

/** Whether two modules differ in nothing but comments and layout: what a formatter may change. */
export function isSameCode(one: string, other: string): boolean {
  if (withoutCarriageReturns(one) === withoutCarriageReturns(other)) return true;
  const [a, b] = [parsed(one), parsed(other)];
  return shapeOf(a) === shapeOf(b) && wordsOf(a).join('\0') === wordsOf(b).join('\0');
}

/** Texts of the comments of a module, in the order of the text. */
export function commentsIn(text: string): string[] {
  const { getLeadingCommentRanges, getTrailingCommentRanges } = compiler();
  const codeByStart = new Map<number, string>();
  const visit = (node: Compiler.Node): void => {
    for (const { pos, end } of [
      ...(getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(getTrailingCommentRanges(text, node.end) ?? []),
    ])
      codeByStart.set(pos, text.slice(pos, end));
    node.getChildren().forEach(visit);
  };
  visit(parsed(text));
  return Array.from(codeByStart)
    .toSorted(([a], [b]) => a - b)
    .map(([, comment]) => comment);
}

const parsed = (text: string) =>
  compiler().createSourceFile('module.ts', text, compiler().ScriptTarget.Latest, true);

/** Git may have checked the file out with the line ends of this system. */
const withoutCarriageReturns = (text: string) => text.replaceAll('\r\n', '\n');

/** Kinds of all nodes, without the parentheses that formatters put around what needs none. */
function shapeOf(node: Compiler.Node): string {
  if (compiler().isParenthesizedExpression(node)) return shapeOf(node.expression);
  if (isQuotedKey(node)) return `${compiler().SyntaxKind.Identifier}()`;
  let parts = '';
  node.forEachChild((child) => void (parts += `${shapeOf(child)} `));
  return `${node.kind}(${parts})`;
}

/** A token or a comment of a module, with what is before it. */
export interface Token {
  /** The same for the same token in any layout. */
  word: string;
  source: string;
  /** White space, and the punctuation that formatters add and take away. */
  lead: string;
}

/** The tokens and comments of a module; the last one is its end. */
export function tokensIn(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  const add = (word: string, start: number, source: string) => {
    tokens.push({ word, source, lead: text.slice(end, start) });
    end = start + source.length;
  };
  for (const { node, word } of leavesOf(parsed(text))) {
    const [from, start] = [end, node.getStart()];
    for (const { 0: comment, index } of text.slice(from, start).matchAll(COMMENTS))
      add(comment.replaceAll(/\s*\n\s*/g, '\n'), from + index, comment);
    add(word, start, text.slice(start, node.end));
  }
  return tokens;
}

/** The same for expressions that differ in layout and comments only. */
export const codeKey = (expression: string): string =>
  wordsOf(parsed(`x = ${expression}`)).join('\0');

/** Between tokens, nothing else looks like them. */
const COMMENTS = /\/\/[^\n\r]*|\/\*[^]*?\*\//g;

const wordsOf = (node: Compiler.Node) => leavesOf(node).map(({ word }) => word);

/**
 * All tokens but those that formatters add and take away, such as a bar before the first type of a union; the same string
 * is the same in any quotes.
 */
function leavesOf(node: Compiler.Node): { node: Compiler.Node; word: string }[] {
  const { isJSDoc, isStringLiteral, SyntaxKind } = compiler();
  switch (node.kind) {
    case SyntaxKind.CommaToken:
    case SyntaxKind.SemicolonToken:
    case SyntaxKind.OpenParenToken:
    case SyntaxKind.CloseParenToken:
    case SyntaxKind.BarToken:
      return [];
    default:
  }
  if (isJSDoc(node)) return [];
  if (isQuotedKey(node)) return [{ node, word: node.text }];
  if (isStringLiteral(node)) return [{ node, word: JSON.stringify(node.text) }];
  const parts = node.getChildren();
  return parts.length === 0 ? [{ node, word: node.getText() }] : parts.flatMap(leavesOf);
}

/** Formatters quote all keys of an object where one needs it, or none that does not. */
function isQuotedKey(node: Compiler.Node): node is Compiler.StringLiteral {
  const ts = compiler();
  if (!ts.isStringLiteral(node) || !/^[A-Za-z_$][\w$]*$/.test(node.text)) return false;
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node
  );
}
