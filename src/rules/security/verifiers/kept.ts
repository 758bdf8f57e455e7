import type { Code, LocatedFunction } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { callsInside } from '../../../flow/values/functions.js';
import { lastName } from '../../../flow/values/children.js';
import { namesAt, readsOf } from './parameters.js';

/** Something limits how long a result is used. */
const LIMITS = /expir|\bexp\b|Date\.now|performance\.now|until|ttl|max_?age|setTimeout/i;

/** Also of requests that have not ended yet. */
const REMOVES = /\.(delete|clear)\(/;

/** `callers.get(token)` in a `verify`, of a map that nothing removes old results from. */
export function keptTokens(file: SourceFile, code: Code): readonly CallValue[] {
  if (REMOVES.test(file.text)) return [];
  return file.facts.functions
    .filter(
      ({ name, start, end }) => name === 'verify' && !LIMITS.test(file.text.slice(start, end)),
    )
    .flatMap((made) => lookUps({ file, function: made }, code));
}

function lookUps(verifier: LocatedFunction, code: Code): CallValue[] {
  const { file } = verifier;
  const tokens = readsOf(file, namesAt(verifier, 0));
  return callsInside(file, verifier.function).filter(({ callee, arguments: [key] }) => {
    if (callee.is !== 'member' || callee.name !== 'get' || !key || !tokens.includes(key))
      return false;
    const { value: made } = code.resolve({ file, value: callee.object });
    return made.is === 'call' && made.construct && lastName(made.callee) === 'Map';
  });
}
