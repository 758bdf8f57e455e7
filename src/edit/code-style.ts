import type { Node } from '@babel/types';
import { indentUnit } from './indentation.js';
import type { Syntax } from './syntax.js';
import { statementSpan, textOf } from './syntax.js';

/** What formatters let people choose, as far as it can be followed without laying code out anew. */
export interface CodeStyle {
  quote: '"' | "'";
  semicolons: boolean;
  /** One level of indentation. */
  unit: string;
}

/** As we write. */
export const ourStyle: CodeStyle = { quote: "'", semicolons: true, unit: '  ' };

/** How a file is written, judged by what most of it does; as we write where it does not tell. */
export function styleOf(tree: Syntax): CodeStyle {
  const quotes = tree.nodes
    .filter(({ type }) => type === 'StringLiteral')
    .map((literal) => textOf(tree, literal).startsWith('"'));
  const endings = tree.nodes
    .filter(takesSemicolon)
    .map((statement) => tree.text[statementSpan(tree, statement).end - 1] === ';');
  return {
    quote: isMost(quotes) ? '"' : "'",
    semicolons: !isMost(endings.map((ends) => !ends)),
    unit: indentUnit(tree.text),
  };
}

const isMost = (facts: readonly boolean[]) => facts.filter(Boolean).length * 2 > facts.length;

/** A statement whose semicolon some leave out. */
function takesSemicolon(node: Node): boolean {
  switch (node.type) {
    case 'ExportNamedDeclaration':
      return !node.declaration;
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'VariableDeclaration':
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'TSTypeAliasDeclaration':
      return true;
    default:
      return false;
  }
}
