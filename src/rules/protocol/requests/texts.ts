import type { Code, Located } from '../../../model/code.js';
import { bareStatement } from '../../security/statements/owners.js';

/** Where a statement or a part of one begins; `replace(` is a function, and `for update` only reads. */
const CHANGES =
  /(?:^|[;()])\s*(insert|replace|update|delete|merge|truncate|drop|alter|create)\s+["`[\w]/i;
/** A document whose first operation is a mutation (GraphQL, section 2.3); fragments may come first. */
const MUTATION = /(?:^|\})\s*mutation\b/;
const COMMENTS = /#[^\n]*/g;

/** `delete` of `database.change('delete from parts …')`, where each statement that it runs is known. */
export function changingVerb(made: Located, code: Code): string | undefined {
  const { file, value } = code.resolve(made);
  if (value.is !== 'call') return undefined;
  const { statements = [] } = code.runtime({ file, value: value.callee }) ?? {};
  for (const path of statements) {
    const given = code.argument({ file, value }, path);
    const text = given && code.constant(given);
    const [, verb] = (typeof text === 'string' && CHANGES.exec(bareStatement(text))) || [];
    if (verb !== undefined) return verb.toLowerCase();
  }
  return undefined;
}

/** `{ body: { query: 'mutation …' } }`, and what the runtime's `graphql()` makes of such a text. */
export function isMutation(given: Located, code: Code): boolean {
  const query = heldQuery(given, code) ?? statedQuery(given, code);
  const text = query && code.constant(query);
  return typeof text === 'string' && MUTATION.test(text.replace(COMMENTS, '').trim());
}

function statedQuery(given: Located, code: Code): Located | undefined {
  const body = code.object(given)?.properties.find(({ key }) => key === 'body');
  return body && code.object(body)?.properties.find(({ key }) => key === 'query');
}

/** The argument of a call that becomes the query of a request. */
function heldQuery(given: Located, code: Code): Located | undefined {
  const { file, value } = code.resolve(given);
  if (value.is !== 'call') return undefined;
  const path = code.runtime({ file, value: value.callee })?.holds?.['body.query'];
  return path === undefined ? undefined : code.argument({ file, value }, path);
}
