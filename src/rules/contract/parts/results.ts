import { externalName } from '../../../flow/values/external-name.js';
import type { Code, LocatedFunction } from '../../../model/code.js';
import type { Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Whether a function returns a promise; undefined where only a type checker can tell. */
export function promises(
  { file, function: made }: LocatedFunction,
  code: Code,
): boolean | undefined {
  if (made.async) return !made.generator;
  if (made.generator) return false;
  if (made.returns !== undefined) return annotated(aliased(file, made.returns, code));
  if (!made.body) return undefined;
  if (made.returned.length === 0) return made.thrown.length > 0 ? undefined : false;
  return made.returned.every((value) => isPlain(code.resolve({ file, value }).value))
    ? false
    : undefined;
}

/** Lists and single values, where credentials are an object. */
const NO_OBJECT =
  /^Promise(Like)?<\s*(readonly\s+)?(string|number|boolean|void|(Readonly)?Array<[^|]*>|[^|]*\[\])(\s*\|\s*(null|undefined))*\s*>$/;

/** `(await auth.getCredentials(userId)) !== null` */
const COMPARES = /^([!=]==?|!|<|>|<=|>=|in|instanceof|typeof)$/;
/** Functions whose result is a text, a number or a list. */
const CONVERTS =
  /^#(JSON\.stringify|String|Number|Boolean|Array\.(from|of)|Object\.(keys|values|entries|hasOwn))$/;

/** The return type says that a promise resolves with no object, or every result is a comparison, a text or a list. */
export const resolvesWithoutObject = (located: LocatedFunction, code: Code): boolean =>
  isTypedWithoutObject(located, code) || returnsNoObject(located, code);

function returnsNoObject({ file, function: made }: LocatedFunction, code: Code): boolean {
  const returned = made.returned.filter(isSomething);
  return (
    made.body &&
    returned.length > 0 &&
    returned.every((returnedValue) => {
      const { file: home, value } = code.resolve({ file, value: returnedValue });
      if (value.is === 'compound') return COMPARES.test(value.operator);
      if (value.is === 'call')
        return CONVERTS.test(externalName(code, { file: home, value: value.callee }) ?? '');
      // `{ signedIn: credentials !== null }`
      if (value.is === 'object')
        return value.entries.length > 0 && value.entries.every((entry) => isAnswer(entry.value));
      return /^(string|template|array)$/.test(value.is);
    })
  );
}

const isAnswer = (value: Value): boolean =>
  (value.is === 'compound' && COMPARES.test(value.operator)) ||
  (value.is === 'literal' && value.type === 'boolean');

function isTypedWithoutObject({ file, function: made }: LocatedFunction, code: Code): boolean {
  if (made.returns === undefined) return false;
  const type = aliased(file, made.returns, code);
  const [, inner] = /^Promise<\s*([\w$]+)\s*>$/.exec(type) ?? [];
  return NO_OBJECT.test(inner ? `Promise<${aliased(file, inner, code)}>` : type);
}

/** The type behind an alias, also one of another file. */
function aliased(file: SourceFile, type: string, code: Code): string {
  const seen = new Set<Declaration>();
  let [home, known] = [file, type];
  for (;;) {
    const name = known.trim();
    const declaration = home.facts.declarations.findIndex(
      (each) => each.name === name && each.within === -1 && /^(type|import)$/.test(each.kind),
    );
    if (declaration === -1) return known;
    const value = { is: 'name', start: 0, end: 0, name, declaration } as const;
    const origin = code.origin({ file: home, value });
    if (origin.is !== 'declared' || origin.declaration.type === undefined) return known;
    if (seen.has(origin.declaration)) return known;
    seen.add(origin.declaration);
    [home, known] = [origin.file, origin.declaration.type];
  }
}

/** Other names may be aliases of a promise. */
function annotated(type: string): boolean | undefined {
  if (/\bPromise(Like)?\s*</.test(type)) return true;
  return /^(void|string|number|boolean|null|undefined|\{|\[)|\|\s*(null|undefined)\s*$/.test(type)
    ? false
    : undefined;
}

const isPlain = (value: Value) =>
  ['string', 'template', 'literal', 'object', 'array', 'function'].includes(value.is);

/** Not `return null`. */
export const isSomething = (value: Value) => value.is !== 'literal';
