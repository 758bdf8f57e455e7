import { placeAmong } from './order.js';
import type { Mention, Part, Registrar } from './part.js';
import { literalLike, nearest } from './part.js';
import { insertStatement } from './statements.js';
import { statementSpan } from './syntax.js';

/**
 * Puts a statement that names the part among those that name others, in the order they are in.
 * @param statement for the specifier in quotes, without a semicolon
 */
export function addStatement(
  text: string,
  mentions: readonly Mention[],
  part: Part,
  registrar: Registrar,
  statement: (literal: string) => string,
): string | undefined {
  const near = nearest(mentions, part);
  const last = near.at(-1);
  if (!last) return undefined;
  const literal = literalLike(registrar, part, last);
  const index = placeAmong(
    near.map(({ module }) => module.specifier),
    literal.slice(1, -1),
  );
  const spans = near.map(({ node }) => statementSpan({ text }, node));
  const semicolon = text[(spans.at(-1)?.end ?? 0) - 1] === ';' ? ';' : '';
  return insertStatement(text, spans, statement(literal) + semicolon, index);
}
