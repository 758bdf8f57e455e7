import { lastName } from '../../../flow/values/children.js';
import type { Code } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

const CHALLENGE = 'code_challenge';
/** Functions that return the address of a sign-in, with a challenge in it. */
const BEGINS = /^(begin|buildAuthorizationUrl\w*)$/;

/**
 * Removals of parameters from the address of a sign-in that take the challenge of PKCE away (RFC 7636): by its name, or of
 * all that are not in a list without it.
 */
export function removedChallenges(file: SourceFile, code: Code): readonly CallValue[] {
  const { calls } = file.facts;
  if (!calls.some(({ callee }) => BEGINS.test(lastName(callee)))) return [];
  return calls.filter(({ callee, arguments: [name] }) => {
    const isRemoval =
      callee.is === 'member' &&
      callee.name === 'delete' &&
      name !== undefined &&
      /searchParams$|params$|query$/i.test(lastName(callee.object));
    if (!isRemoval) return false;
    const text = code.constant({ file, value: name });
    return typeof text === 'string' ? text.startsWith(CHALLENGE) : !file.text.includes(CHALLENGE);
  });
}
