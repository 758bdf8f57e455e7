import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { instanceOf } from '../../../flow/fields.js';

/** The `verify` of objects and classes that have "metadata", too: the form of a `TokenVerifier`. */
export function verifiersIn(file: SourceFile, code: Code): readonly LocatedFunction[] {
  const known = VERIFIERS.get(file) ?? findVerifiers(file, code);
  VERIFIERS.set(file, known);
  return known;
}

/** These, and those of objects that take the rest from somewhere else: `{ ...verifier, verify }`. */
export function decidingVerifiers(file: SourceFile, code: Code): readonly LocatedFunction[] {
  const spread = file.facts.objects.flatMap((object) => {
    const { properties = [], partial } = code.object({ file, value: object }) ?? {};
    const verify = partial ? properties.find(({ key }) => key === 'verify') : undefined;
    const made = verify && code.functions(verify).findLast((each) => each.function.body);
    return made ?? [];
  });
  return [...verifiersIn(file, code), ...spread];
}

const VERIFIERS = new WeakMap<SourceFile, readonly LocatedFunction[]>();

const findVerifiers = (file: SourceFile, code: Code): LocatedFunction[] => [
  ...file.facts.objects.flatMap((object) => {
    const verify = verifyOf({ file, value: object }, code);
    const made = verify && code.functions(verify).findLast((each) => each.function.body);
    return made ?? [];
  }),
  ...file.facts.declarations.flatMap((declaration) => methodOf(file, declaration) ?? []),
];

/** An object or an instance with "verify". */
export function isVerifier(located: Located, code: Code): boolean {
  const parts = code.object(located)?.properties ?? instanceOf(code, located)?.class.members ?? [];
  return parts.some((each) => ('key' in each ? each.key : each.name) === 'verify');
}

function verifyOf(object: Located, code: Code): Located | undefined {
  const properties = code.object(object)?.properties ?? [];
  const [verify, metadata] = ['verify', 'metadata'].map((name) =>
    properties.find(({ key }) => key === name),
  );
  return metadata && verify;
}

function methodOf(
  file: SourceFile,
  { end, members = [] }: Declaration,
): LocatedFunction | undefined {
  const { functions } = file.facts;
  const verify = members.flatMap(({ name, static: isStatic, function: method, init }) => {
    // A field can hold it, too: `verify = async (token) => …`.
    const made = init?.is === 'function' ? init.function : method;
    return name === 'verify' && !isStatic ? (functions[made ?? -1] ?? []) : [];
  });
  // The others are overload signatures, or abstract.
  const made = verify.findLast(({ body }) => body);
  const isField = members.some(
    (each) => each.name === 'metadata' && (each.getter || each.function === undefined),
  );
  if (!made || !isField) return undefined;
  const isOfTokens =
    OF_TOKENS.test(file.text.slice(end, made.start)) || made.returned.some(hasPrincipal);
  return isOfTokens ? { file, function: made } : undefined;
}

/** A class that implements it, or is made with what it has as "metadata"; others verify files and signatures. */
const OF_TOKENS = /\b(TokenVerifier|IssuerMetadata)\b/;

/** `{ principal, … }`: what the verification of a token results in. */
export const hasPrincipal = (value: Value): boolean =>
  value.is === 'object' &&
  value.entries.some((entry) => entry.is === 'entry' && entry.key === 'principal');
