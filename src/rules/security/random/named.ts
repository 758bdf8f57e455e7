import type { Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { isSecretName, words } from '../../../model/secret-names.js';

/** Also numbers, such as a code, are values that others must not be able to guess. */
const UNGUESSABLE =
  /(^|_)(state|nonce|verifier|challenge|csrf|otp|salt|iv|code|ticket|session_?id)$/;

const NEW_KEY = /(^|_)(new|make|create|generate|random)_key$/;
const ENCODED = /\b(Buffer|Uint8Array|base64(url)?|hex)\b/;

/** A value with what it is called: a variable, a property, a parameter of an address, the function that returns it. */
export interface Named extends Span {
  name: string;
  value: Value;
}

export const isUnguessable = (name: string): boolean => UNGUESSABLE.test(words(name));

const NAMED = new WeakMap<SourceFile, readonly Named[]>();

/** Those that others must not be able to guess, the shortest first. */
export function secretValues(file: SourceFile): readonly Named[] {
  const known =
    NAMED.get(file) ??
    [...namedIn(file)]
      .filter((each) => isUnguessable(each.name) || isSecretName(each.name) || isNewKey(each, file))
      .toSorted((a, b) => a.end - a.start - (b.end - b.start));
  NAMED.set(file, known);
  return known;
}

/** `const newKey = () => Buffer.from(bytes).toString('base64')`, not the key of an entry in a list. */
const isNewKey = ({ name, start, end }: Named, { text }: SourceFile): boolean =>
  NEW_KEY.test(words(name)) && ENCODED.test(text.slice(start, end));

function* namedIn({ facts }: SourceFile): Generator<Named> {
  const { texts, objects, assignments, declarations, functions, calls } = facts;
  /** Of a function, also what it returns. */
  function* named(name: string, value: Value, { start, end }: Span = value): Generator<Named> {
    yield { name, value, start, end };
    const { returned = [] } = (value.is === 'function' && functions[value.function]) || {};
    for (const each of returned) yield { name, value: each, start: each.start, end: each.end };
  }
  for (const [declaration, { name, init, kind, start, end }] of declarations.entries()) {
    if (!init || kind === 'import') continue;
    yield* named(name, { is: 'name', name, start, end, declaration }, init);
    if (init.is === 'function') yield* named(name, init);
  }
  for (const { entries } of objects)
    for (const entry of entries) if (entry.is === 'entry') yield* named(entry.key, entry.value);
  for (const { target, value } of assignments)
    if (value && (target.is === 'member' || target.is === 'name')) yield* named(target.name, value);
  for (const { name, returned } of functions)
    for (const value of returned) yield* named(name, value);
  for (const text of texts) {
    if (text.is !== 'template') continue;
    let name: string | undefined;
    for (const [index, value] of text.values.entries()) {
      const chunk = text.chunks[index] ?? '';
      // A parameter may have several parts: `state=${user}-${count}`.
      if (index === 0 || !/^[\w.:-]*$/.test(chunk)) name = /([\w-]+)=$/.exec(chunk)?.[1];
      if (name !== undefined) yield* named(name, value);
    }
  }
  for (const { callee, arguments: given } of calls) {
    const [key, value] = given;
    const sets = callee.is === 'member' && /^(set|append)$/.test(callee.name);
    if (sets && key?.is === 'string' && value) yield* named(key.value, value);
  }
}
