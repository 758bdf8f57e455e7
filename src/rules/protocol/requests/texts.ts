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

/** `{ body: { query: 'mutation …' } }` and the `query` of the runtime's `graphql()`. */
export function isMutation(given: Located, code: Code): boolean {
  const body = code.object(given)?.properties.find(({ key }) => key === 'body');
  const query = body && code.object(body)?.properties.find(({ key }) => key === 'query');
  const text = query && code.constant(query);
  return typeof text === 'string' && MUTATION.test(text.replace(COMMENTS, '').trim());
}
