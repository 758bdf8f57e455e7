import { requestFlow } from '../../../flow/sources/request-data.js';
import { descendants, lastName } from '../../../flow/values/children.js';
import type { Code } from '../../../model/code.js';
import type { CallValue, CompoundValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';
import { choicesIn } from './choices.js';

const CLAIM = /^(aud|audience|iss|issuer)s?$/;
const LIST = /^((granted_|token_)?scopes?|scp|aud|audience|permissions|roles)s?$/;
const SCOPE = /^((granted_|token_)?scopes?|scp|permissions|roles)$/;
const REQUIRED =
  /(^|_)(requires?|required|needs?|needed|expected|wanted|demanded|mandatory|minimum)(_|$)/;
/** A check that is put together of more is none of a claim. */
const MOST_PARTS = 200;
/** Functions that compare two values. */
const EQUAL = /^((not|deep|strict|is|timingSafe)*equals?|same)$/i;
const OR = /^(\?\?|\|\|)$/;

/** A check that holds where a claim is missing, and why. */
export interface SatisfiedCheck {
  at: Value;
  name: string;
  /** It compares what the token has with what is required, and not the other way round. */
  isReversed?: true;
}

/** Claims whose default is what they are compared with: `(claims.aud ?? audience) === audience`, `(aud ?? []).every(…)`. */
export function* satisfiedChecks(file: SourceFile, code: Code): Generator<SatisfiedCheck> {
  for (const at of file.facts.operations) {
    const name = comparedDefault(at, file, code) ?? impliedResult(at, file);
    if (name !== undefined) yield { at, name };
  }
  for (const at of file.facts.calls) {
    const { callee, arguments: given } = at;
    const [first, second] = given;
    if (EQUAL.test(lastName(callee)) && first && second) {
      const name = defaultIn(first, second, file, code) ?? defaultIn(second, first, file, code);
      if (name !== undefined) yield { at, name };
    }
    if (callee.is !== 'member') continue;
    if (/^(includes|has|indexOf)$/.test(callee.name) && first) {
      const name = defaultIn(callee.object, first, file, code);
      if (name !== undefined) yield { at, name };
    }
    if (callee.name !== 'every') continue;
    const name = emptyDefault(callee.object, file);
    if (name !== undefined) yield { at, name };
    else if (isReversed(at, callee.object, file, code))
      yield { at, name: lastName(callee.object), isReversed: true };
  }
}

/** `(claims.iss ?? ISSUER) !== ISSUER` */
function comparedDefault(
  { operator, parts }: CompoundValue,
  file: SourceFile,
  code: Code,
): string | undefined {
  const [left, right] = parts;
  if (!/^[!=]==?$/.test(operator) || !left || !right) return undefined;
  return defaultIn(left, right, file, code) ?? defaultIn(right, left, file, code);
}

/** The claim of which a value is made, and that is replaced by what it is compared with. */
function defaultIn(
  value: Value,
  expected: Value,
  file: SourceFile,
  code: Code,
): string | undefined {
  for (const part of partsOf(value, file)) {
    for (const { claim, preset } of defaultsOf(part, file)) {
      const presets = preset.is === 'array' ? preset.items : [preset];
      if (
        CLAIM.test(words(claim)) &&
        presets.some((each) => each && isSame(each, expected, file, code))
      )
        return claim;
    }
  }
  return undefined;
}

/** The value and its parts, with what constants of the file are set to. */
function partsOf(value: Value, { facts }: SourceFile): ReadonlySet<Value> {
  const found = new Set<Value>();
  const open = [value];
  for (let next = open.pop(); next && found.size < MOST_PARTS; next = open.pop()) {
    if (found.has(next)) continue;
    for (const part of descendants(next)) {
      found.add(part);
      const {
        kind,
        init,
        path = [],
      } = (part.is === 'name' && facts.declarations[part.declaration]) || {};
      if (kind === 'const' && init && path.length === 0) open.push(init);
    }
  }
  return found;
}

interface Default {
  claim: string;
  preset: Value;
}

/** `claims.aud ?? preset`, or `aud` of `const { aud = preset } = claims`. */
function defaultsOf(value: Value, { facts }: SourceFile): readonly Default[] {
  if (value.is === 'compound' && OR.test(value.operator)) {
    const [first, preset] = value.parts;
    return first && preset ? [{ claim: lastName(first), preset }] : [];
  }
  const declared = value.is === 'name' ? facts.declarations[value.declaration] : undefined;
  const claim = declared?.path.at(-1);
  return claim !== undefined && declared?.fallback ? [{ claim, preset: declared.fallback }] : [];
}

function isSame(one: Value, other: Value, file: SourceFile, code: Code): boolean {
  const constant = code.constant({ file, value: one });
  if (constant !== undefined)
    return constant !== '' && constant === code.constant({ file, value: other });
  const texts = [one, other].map((value) => {
    const { file: home, value: behind } = code.resolve({ file, value });
    return home.text.slice(behind.start, behind.end);
  });
  return texts[0] === texts[1] && one.is !== 'literal';
}

/** `claims.aud?.includes(audience) ?? true`, `claims.aud?.includes(audience) !== false` */
function impliedResult(
  { operator, parts }: CompoundValue,
  { text }: SourceFile,
): string | undefined {
  const [test, preset] = parts;
  if (test?.is !== 'call' || test.callee.is !== 'member' || preset?.is !== 'literal')
    return undefined;
  const { object } = test.callee;
  const isOptional = text.slice(object.end, test.callee.end).includes('?.');
  const isImplied =
    (operator === '??' && preset.value === true) ||
    (/^[!=]==?$/.test(operator) && preset.value === false);
  return isOptional && isImplied && CLAIM.test(words(lastName(object)))
    ? lastName(object)
    : undefined;
}

/** Every item of an empty list is right: `(claims.aud ?? []).every(…)`. */
function emptyDefault(list: Value, file: SourceFile): string | undefined {
  for (const part of partsOf(list, file))
    for (const { claim, preset } of defaultsOf(part, file))
      if (preset.is === 'array' && preset.items.length === 0 && LIST.test(words(claim)))
        return claim;
  return undefined;
}

/** `if (!scopes.every((scope) => required.includes(scope))) throw …`, where the token has the scopes. */
function isReversed(call: CallValue, list: Value, file: SourceFile, code: Code): boolean {
  const [given] = call.arguments;
  const made = given?.is === 'function' ? file.facts.functions[given.function] : undefined;
  const [item] = made?.parameters ?? [];
  if (!made || !item || !SCOPE.test(words(lastName(list)))) return false;
  const isRequired = made.returned.some(
    (each) =>
      each.is === 'call' &&
      each.callee.is === 'member' &&
      /^(includes|has)$/.test(each.callee.name) &&
      REQUIRED.test(words(lastName(each.callee.object))) &&
      each.arguments.some((part) => lastName(part) === item.name),
  );
  return (
    isRequired &&
    rejecting(file).has(call) &&
    requestFlow(code).taint({ file, value: list }).length === 0
  );
}

const REJECTING = new WeakMap<SourceFile, ReadonlySet<Value>>();

/** The parts of conditions behind which a function ends. */
function rejecting(file: SourceFile): ReadonlySet<Value> {
  let known = REJECTING.get(file);
  if (!known) {
    const choices = choicesIn(file).filter(({ then }) => then.leaves !== undefined);
    known = new Set(choices.flatMap(({ condition }) => [...descendants(condition)]));
    REJECTING.set(file, known);
  }
  return known;
}
