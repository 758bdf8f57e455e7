import { isDeepStrictEqual } from 'node:util';
import type { ts as Compiler } from 'ts-morph';
import { compiler } from './typescript.js';

/** Returns whether two modules differ only in comments and layout, which formatters may change. */
export function isSameCode(left: string, right: string): boolean {
  if (withoutCarriageReturns(left) === withoutCarriageReturns(right)) return true;
  const [a, b] = [parseModule(left), parseModule(right)];
  return (
    syntaxShape(a) === syntaxShape(b) &&
    significantWords(a).join('\0') === significantWords(b).join('\0')
  );
}

/** Returns whether a text differs from another one at most in its layout. */
export const isUnedited = (text: string, previousText: string): boolean =>
  text === previousText ||
  (isSameCode(text, previousText) && isDeepStrictEqual(commentsIn(text), commentsIn(previousText)));

/** Returns the texts of the comments of a module, in their order. */
export function commentsIn(text: string): string[] {
  const { getLeadingCommentRanges, getTrailingCommentRanges } = compiler();
  const commentsByStart = new Map<number, string>();
  const visit = (node: Compiler.Node): void => {
    for (const { pos, end } of [
      ...(getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(getTrailingCommentRanges(text, node.end) ?? []),
    ])
      commentsByStart.set(pos, text.slice(pos, end));
    node.getChildren().forEach(visit);
  };
  visit(parseModule(text));
  return Array.from(commentsByStart)
    .toSorted(([a], [b]) => a - b)
    .map(([, comment]) => comment);
}

const parseModule = (text: string) =>
  compiler().createSourceFile('module.ts', text, compiler().ScriptTarget.Latest, true);

/** Normalizes line ends, because Git may have checked the file out with those of this system. */
const withoutCarriageReturns = (text: string) => text.replaceAll('\r\n', '\n');

/** Returns the kinds of all nodes, without unnecessary parentheses, which formatters add. */
function syntaxShape(node: Compiler.Node): string {
  if (compiler().isParenthesizedExpression(node)) return syntaxShape(node.expression);
  if (isQuotedKey(node)) return `${compiler().SyntaxKind.Identifier}()`;
  let parts = '';
  node.forEachChild((child) => void (parts += `${syntaxShape(child)} `));
  return `${node.kind}(${parts})`;
}

/** A token or a comment of a module, with the text before it. */
export interface CodeToken {
  /** Text that is equal for the same token in any layout. */
  word: string;
  source: string;
  /** White space, and punctuation that formatters add and remove. */
  lead: string;
}

/** Returns the tokens and comments of a module; the last one is its end. */
export function tokensIn(text: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  let end = 0;
  const add = (word: string, start: number, source: string) => {
    tokens.push({ word, source, lead: text.slice(end, start) });
    end = start + source.length;
  };
  for (const { node, word } of significantTokens(parseModule(text))) {
    const [previousEnd, start] = [end, node.getStart()];
    for (const { 0: comment, index } of text.slice(previousEnd, start).matchAll(COMMENTS))
      add(comment.replaceAll(/\s*\n\s*/g, '\n'), previousEnd + index, comment);
    add(word, start, text.slice(start, node.end));
  }
  return tokens;
}

/** Returns a text that is equal for expressions that differ only in layout and comments. */
export const codeKey = (expression: string): string =>
  significantWords(parseModule(`x = ${expression}`)).join('\0');

/** Returns whether two expressions differ only in layout and comments. */
export const isSameExpression = (left: string, right: string): boolean =>
  left === right || codeKey(left) === codeKey(right);

/** Line and block comments. */
const COMMENTS = /\/\/[^\n\r]*|\/\*[^]*?\*\//g;

const significantWords = (node: Compiler.Node) => significantTokens(node).map(({ word }) => word);

/**
 * Returns all tokens except those that formatters add and remove, such as a bar before the first
 * type of a union. A string literal is the same in any quotes.
 */
function significantTokens(node: Compiler.Node): { node: Compiler.Node; word: string }[] {
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
  return parts.length === 0 ? [{ node, word: node.getText() }] : parts.flatMap(significantTokens);
}

/**
 * Returns whether quotes of a key are optional: formatters quote all keys of an object if one key
 * needs quotes, or only those that need them.
 */
function isQuotedKey(node: Compiler.Node): node is Compiler.StringLiteral {
  const ts = compiler();
  if (!ts.isStringLiteral(node) || !/^[A-Za-z_$][\w$]*$/.test(node.text)) return false;
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node
  );
}
