import { externalName } from '../../../flow/values/external-name.js';
import { isEnvironment, variableRead } from '../../../flow/sources/environment.js';
import { descendants, lastName } from '../../../flow/values/children.js';
import { testedIn } from '../../../flow/values/tested.js';
import { contains } from '../../../flow/values/spans.js';
import { isVerification } from '../../../flow/values/verification.js';
import type { Code } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

const VERIFIERS = /^(jose#jwtVerify|jsonwebtoken#verify)$/;
const CLAIM = /^(audience|issuer)$/;

/** Claims that these do not check where the option is undefined: `jwtVerify(token, keys, { audience: process.env.AUDIENCE })`. */
export function* unsetClaims(file: SourceFile, code: Code): Generator<{ at: Value; name: string }> {
  for (const { callee, arguments: given } of file.facts.calls) {
    if (!VERIFIERS.test(externalName(code, { file, value: callee }) ?? '')) continue;
    for (const entry of given.flatMap((each) => (each.is === 'object' ? each.entries : []))) {
      if (entry.is === 'spread') {
        const left = optionalSpread(entry.value);
        if (left !== undefined) yield { at: entry.value, name: left };
        continue;
      }
      const variable = CLAIM.test(entry.key) && variableRead({ file, value: entry.value }, code);
      const { fallback } =
        (entry.value.is === 'name' && file.facts.declarations[entry.value.declaration]) || {};
      if (typeof variable !== 'string' || fallback) continue;
      const homes = [file, code.resolve({ file, value: entry.value }).file];
      if (!homes.some((home) => tested(home, code).has(variable) || tested(home, code).has(ANY)))
        yield { at: entry.value, name: variable };
    }
  }
}

/** `process.env[name]` */
const ANY = '*';
const TESTED = new WeakMap<SourceFile, ReadonlySet<string>>();

/** The variables of the environment that conditions and assertions of a file read. */
function tested(file: SourceFile, code: Code): ReadonlySet<string> {
  let known = TESTED.get(file);
  if (!known) {
    known = new Set(
      testedIn(file)
        .flatMap((each) => [...descendants(each)])
        .flatMap((value) =>
          value.is === 'member' &&
          value.computed &&
          isEnvironment({ file, value: value.object }, code)
            ? ANY
            : (variableRead({ file, value }, code) ?? []),
        ),
    );
    TESTED.set(file, known);
  }
  return known;
}

/** The option in `...(audience && { audience })`, `...(audience ? { audience } : {})`. */
function optionalSpread(value: Value): string | undefined {
  if (value.is !== 'compound' || !/^(&&|\?:)$/.test(value.operator)) return undefined;
  const [options = [], others = []] = value.parts.slice(1).map(keysOf);
  return options.find((key) => CLAIM.test(key) && !others.includes(key));
}

const keysOf = (value: Value): string[] =>
  value.is === 'object'
    ? value.entries.flatMap((entry) => (entry.is === 'entry' ? entry.key : []))
    : [];

/** Of a signature or a token, not of a connection. */
const OF_REQUEST = /signature|token|jwt|hmac|constructEvent|webhook/i;
/** Any of it may reject the request. */
const REJECTS = /\b(return|throw|reject|next|exit|end|send|close|abort|status)\b|=/;

/** Verifications whose error is caught and has no effect: what follows the block runs all the same. */
export const swallowedVerifications = ({ facts, text }: SourceFile): readonly CallValue[] =>
  facts.handlers.flatMap((handler) => {
    if (REJECTS.test(text.slice(handler.start, handler.end))) return [];
    return facts.discarded.flatMap((each) => {
      const call = each.is === 'compound' && each.operator === 'await' ? each.parts[0] : each;
      if (call?.is !== 'call' || !contains(handler.tried, call) || !isVerification(call)) return [];
      const isOfRequest = call.arguments.length > 1 || OF_REQUEST.test(lastName(call.callee));
      // Nothing else of the block runs, either.
      const isLast = /^[\s;})]*$/.test(text.slice(call.end, handler.tried.end));
      return isOfRequest && isLast ? [call] : [];
    });
  });
