import { schemaCheck } from '../../runtime/src/utils/schema-check.js';
import { omit } from '../model/json-schema/subschemas.js';
import {
  ANNOTATIONS,
  areDisjoint,
  canonical,
  conjunction,
  defaultOf,
  type Keywords,
  meaning,
  membersOf,
  refersToRoot,
  restOf,
  type Schema,
  targetOf,
  typeOf,
  UnknownReference,
  upgradedSchema,
  withoutReference,
} from './schema.js';

/** What a change asks of the version (https://semver.org). */
export type Level = 'major' | 'minor' | 'patch';

/** Arguments must stay accepted; results must stay what callers were ready for. */
export type Side = 'input' | 'output';

export interface SchemaChange {
  level: Level;
  /** Such as `room.id` or `items[]`; empty for the whole. */
  path: string;
  /** For people. */
  sentence: string;
}

/**
 * What differs between two schemas of arguments or of a result, for those who call. What cannot be compared, such as another
 * `pattern`, is major: no breaking change is called less.
 */
export function schemaChanges(was: Schema, is: Schema, side: Side): SchemaChange[] {
  if (canonical(was) === canonical(is)) return [];
  const [old, fresh] = [upgradedSchema(was), upgradedSchema(is)];
  const patch = (sentence: string): SchemaChange[] => [{ level: 'patch', path: '', sentence }];
  const subject = side === 'input' ? 'arguments' : 'result';
  if (meaning(old) === meaning(fresh) && !refersToRoot(old))
    return patch(`Texts of the ${subject} have changed.`);
  const toFresh = new Comparison(old, fresh, { side, from: 'old' });
  const toOld = new Comparison(fresh, old, { side, from: 'new' });
  const [forward, back] = [toFresh.reasons(), toOld.reasons()];
  const [breaking, easing] = side === 'input' ? [forward, back] : [back, forward];
  const changes = breaking.map((reason): SchemaChange => ({ level: 'major', ...reason }));
  for (const reason of [...easing, ...toFresh.harmless, ...toOld.harmless])
    if (!changes.some(({ sentence }) => sentence === reason.sentence))
      changes.push({ level: 'minor', ...reason });
  return changes.length > 0 ? changes : patch(`The schema of the ${subject} is written otherwise.`);
}

/** `from` says which version the first schema is of: whether a member is there is judged by side. */
interface Direction {
  side: Side;
  from: 'old' | 'new';
}

type Reason = Omit<SchemaChange, 'level'>;

const KEYWORDS = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  number: 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf format'.split(' '),
  array: ['minItems', 'maxItems', 'uniqueItems', 'items', 'prefixItems'],
  object: ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
};
type Infinite = keyof typeof KEYWORDS;
const COMPARED = new Set([
  ...Object.values(KEYWORDS).flat(),
  ...'type enum const $ref anyOf oneOf allOf default'.split(' '),
]);
/** Without one of these, a schema accepts more. Without any other keyword that is not compared, it may accept less. */
const RESTRICTIONS = new Set(
  'not if then else propertyNames dependentRequired dependentSchemas contains minContains maxContains'.split(
    ' ',
  ),
);
/** Types that have a keyword which others ignore. */
const OWNERS: ReadonlyMap<string, Infinite> = new Map([
  ...'patternProperties propertyNames dependentRequired dependentSchemas unevaluatedProperties'
    .split(' ')
    .map((word): [string, Infinite] => [word, 'object']),
  ...'contains minContains maxContains unevaluatedItems'
    .split(' ')
    .map((word): [string, Infinite] => [word, 'array']),
]);

/** Some values, or all values of a type that fulfill keywords. */
type Alternative = { values: unknown[] } | Unbounded;
interface Unbounded {
  type: Infinite;
  isInteger: boolean;
  of: Keywords;
}

const MOST_ALTERNATIVES = 200;
const MOST_PAIRS = 20_000;
const DEEPEST = 60;
class TooComplex extends Error {}

/** Looks for values of one schema that another one may refuse. */
class Comparison {
  /** Differences that break no caller, whichever way they go. */
  readonly harmless: Reason[] = [];
  readonly #open = new Set<string>();
  readonly #ids = new Map<object, number>();
  readonly #valid: (root: Schema, part: Schema, value: unknown) => boolean;
  #pairs = 0;

  constructor(
    readonly fromRoot: Schema,
    readonly toRoot: Schema,
    readonly direction: Direction,
  ) {
    const checks = new Map([fromRoot, toRoot].map((root) => [root, schemaCheck(root)]));
    this.#valid = (root, part, value) => checks.get(root)?.(value, part).length === 0;
  }

  reasons(): Reason[] {
    try {
      return this.#whyNot(this.fromRoot, this.toRoot, '');
    } catch (error) {
      const isKnown = error instanceof TooComplex || error instanceof UnknownReference;
      if (!isKnown) throw error;
      const sentence = `${this.#subject('')} cannot be compared: ${error.message}.`;
      return [{ path: '', sentence }];
    }
  }

  #subject(path: string): string {
    const isInput = this.direction.side === 'input';
    if (path === '') return isInput ? 'The tool' : 'The result';
    return `The ${isInput ? 'argument' : 'result'} "${path}"`;
  }

  /** Values of the first schema that the second one refuses. */
  #refusal(path: string, values: string): Reason {
    const { side, from } = this.direction;
    const words =
      side === 'input'
        ? { old: 'no longer accepts', new: 'also accepts' }
        : { old: 'is no longer', new: 'may also be' };
    return { path, sentence: `${this.#subject(path)} ${words[from]} ${values}.` };
  }

  #keyword(path: string, word: string, [mine, theirs]: readonly [unknown, unknown]): Reason {
    const [was, is] = this.direction.from === 'old' ? [mine, theirs] : [theirs, mine];
    const sentence = `${this.#subject(path)}: "${word}" is ${textOf(is)}, was ${textOf(was)}.`;
    return { path, sentence };
  }

  #whyNot(a: Schema, b: Schema, path: string): Reason[] {
    if (meaning(a) === meaning(b) && !refersToRoot(a)) return [];
    const key = `${this.#id(a)} ${this.#id(b)}`;
    // Recursive schemas are equal unless something else refutes it.
    if (this.#open.has(key)) return [];
    if (++this.#pairs > MOST_PAIRS || this.#open.size > DEEPEST)
      throw new TooComplex('it is too large');
    this.#open.add(key);
    try {
      const from = this.#alternatives(a, this.fromRoot);
      const to = this.#alternatives(b, this.toRoot);
      const lost = from
        .flatMap((one) => ('values' in one ? one.values : []))
        .filter((value) => !this.#accepts(b, to, value));
      const more = lost.length > 3 ? ` and ${lost.length - 3} more` : '';
      const values = listed(lost, 3);
      return [
        ...(lost.length > 0 ? [this.#refusal(path, values + more)] : []),
        ...from.flatMap((one) => ('values' in one ? [] : this.#alternative(one, to, path))),
      ];
    } finally {
      this.#open.delete(key);
    }
  }

  #id(schema: Schema): number | boolean {
    if (typeof schema === 'boolean') return schema;
    const id = this.#ids.get(schema) ?? this.#ids.size;
    this.#ids.set(schema, id);
    return id;
  }

  #accepts(b: Schema, to: readonly Alternative[], value: unknown): boolean {
    // A list of values alone does not decide: `not` or `oneOf` beside it may take some away. A format is not checked here.
    const isPossible = to.some((one) =>
      'values' in one
        ? one.values.some((other) => canonical(other) === canonical(value))
        : one.type === typeOf(value) && one.of.format === undefined,
    );
    return isPossible && this.#valid(this.toRoot, b, value);
  }

  #alternative(one: Unbounded, to: readonly Alternative[], path: string): Reason[] {
    let best: Reason[] | undefined;
    for (const other of to) {
      if ('values' in other || other.type !== one.type) continue;
      const mark = this.harmless.length;
      const reasons = this.#sameType(one, other, path);
      if (reasons.length === 0) return [];
      this.harmless.length = mark;
      if (!best || reasons.length < best.length) best = reasons;
    }
    if (best) return best;
    const values = to
      .flatMap((other) => ('values' in other ? other.values : []))
      .filter((value) => typeOf(value) === one.type);

    const type = one.isInteger ? 'integer' : one.type;
    const article = `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
    return [
      this.#refusal(
        path,
        values.length > 0 ? `${article} other than ${listed(values, 4)}` : article,
      ),
    ];
  }

  #sameType(a: Unbounded, b: Unbounded, path: string): Reason[] {
    const pair = [a.of, b.of] as const;
    const differs = this.#differing(a, b, path);
    switch (a.type) {
      case 'string': {
        const words = ['pattern', 'format', 'contentEncoding', 'contentMediaType'];
        return [
          ...differs,
          ...this.#bounds('Length', pair, path),
          ...this.#equal(words, pair, path),
        ];
      }
      case 'number':
        return [...differs, ...this.#numbers(a, b, path)];
      case 'array':
        return [...differs, ...this.#bounds('Items', pair, path), ...this.#items(a.of, b.of, path)];
      case 'object':
        return [
          ...differs,
          ...this.#bounds('Properties', pair, path),
          ...this.#members(a.of, b.of, path),
        ];
    }
  }

  /** Keywords that are not compared: another value is a reason, and so is one that is gone, unless it was a restriction. */
  #differing(a: Unbounded, b: Unbounded, path: string): Reason[] {
    const words = new Set([...Object.keys(a.of), ...Object.keys(b.of)]);
    return [...words].flatMap((word) => {
      const owner = OWNERS.get(word);
      const isIgnored =
        COMPARED.has(word) || ANNOTATIONS.has(word) || (owner !== undefined && owner !== a.type);
      const [mine, theirs] = [a.of[word], b.of[word]];
      const isGone = theirs === undefined && (RESTRICTIONS.has(word) || !isMeantForOthers(word));
      if (isIgnored || isGone || meaning({ [word]: mine }) === meaning({ [word]: theirs }))
        return [];
      const sentence = `${this.#subject(path)}: "${word}" has changed, which cannot be compared.`;
      return [{ path, sentence }];
    });
  }

  #equal(words: readonly string[], pair: readonly [Keywords, Keywords], path: string): Reason[] {
    const [of, into] = pair;
    return words.flatMap((word) =>
      into[word] === undefined || into[word] === of[word]
        ? []
        : [this.#keyword(path, word, [of[word], into[word]])],
    );
  }

  #bounds(suffix: string, [of, into]: readonly [Keywords, Keywords], path: string): Reason[] {
    const [min, max] = [`min${suffix}`, `max${suffix}`];
    const isShorter = Number(into[min] ?? 0) > Number(of[min] ?? 0);
    const isLonger = Number(into[max] ?? Infinity) < Number(of[max] ?? Infinity);
    return [
      ...(isShorter ? [this.#keyword(path, min, [of[min], into[min]])] : []),
      ...(isLonger ? [this.#keyword(path, max, [of[max], into[max]])] : []),
    ];
  }

  #numbers(a: Unbounded, b: Unbounded, path: string): Reason[] {
    const [of, into] = [a.of, b.of];
    const isWhole = a.isInteger || Number.isInteger(of.multipleOf);
    const reasons = b.isInteger && !isWhole ? [this.#refusal(path, 'a number with decimals')] : [];
    for (const [side, word] of [
      [1, 'minimum'],
      [-1, 'maximum'],
    ] as const) {
      const [mine, theirs] = [bound(of, side, isWhole), bound(into, side, isWhole)];
      const isTighter =
        side * theirs.at > side * mine.at ||
        (theirs.at === mine.at && theirs.isOpen && !mine.isOpen);
      if (isTighter) reasons.push(this.#keyword(path, word, [boundText(mine), boundText(theirs)]));
    }
    const step = into.multipleOf as number | undefined;
    const divisor = (of.multipleOf as number | undefined) ?? (a.isInteger ? 1 : undefined);
    if (step !== undefined && !(divisor !== undefined && Number.isInteger(divisor / step)))
      reasons.push(this.#keyword(path, 'multipleOf', [divisor, step]));
    return [...reasons, ...this.#equal(['format'], [of, into], path)];
  }

  #items(of: Keywords, into: Keywords, path: string): Reason[] {
    const reasons: Reason[] = [];
    if (into.uniqueItems === true && of.uniqueItems !== true)
      reasons.push(this.#keyword(path, 'uniqueItems', [of.uniqueItems, true]));
    const prefix = (one: Keywords) => (one.prefixItems ?? []) as Schema[];
    const item = (one: Keywords, at: number) => (prefix(one)[at] ?? one.items ?? true) as Schema;
    const length = Math.max(prefix(of).length, prefix(into).length);
    const longest = Number(of.maxItems ?? Infinity);
    for (let at = 0; at < Math.min(length, longest); at++)
      reasons.push(...this.#whyNot(item(of, at), item(into, at), `${path}[${at}]`));
    if (longest > length)
      reasons.push(...this.#whyNot(item(of, length), item(into, length), `${path}[]`));
    return reasons;
  }

  /**
   * Members of objects. As sets of values, each new member of a closed result and each argument that leaves an open list
   * would be the opposite of what callers notice: whether a member is there is judged by side.
   */
  #members(a: Keywords, b: Keywords, path: string): Reason[] {
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    const reasons = this.#presence(a, b, at);
    const [rest, otherRest] = [restOf(a), restOf(b)];
    if (rest !== false && otherRest === false) this.#closed(path, reasons);
    else if (rest !== false) reasons.push(...this.#whyNot(rest, otherRest, at('*')));
    const [mine, theirs] = [membersOf(a), membersOf(b)];
    for (const [name, schema] of Object.entries(mine)) {
      const other = Object.hasOwn(theirs, name) ? theirs[name] : undefined;
      if (other === undefined) continue;
      reasons.push(...this.#whyNot(schema, other, at(name)));
      this.#default([schema, other], requiredOf(a).has(name), at(name), reasons);
    }
    return reasons;
  }

  /** An object of the second schema has no further members. */
  #closed(path: string, reasons: Reason[]): void {
    const { side, from } = this.direction;
    if (side === 'input') reasons.push(this.#refusal(path, 'further members'));
    else {
      const verb = from === 'new' ? 'may have' : 'no longer has';
      this.harmless.push({ path, sentence: `${this.#subject(path)} ${verb} further members.` });
    }
  }

  #presence(a: Keywords, b: Keywords, at: (name: string) => string): Reason[] {
    const { side, from } = this.direction;
    const [mine, theirs] = [membersOf(a), membersOf(b)];
    const reasons: Reason[] = [];
    const isListed = (members: object, name: string) => Object.hasOwn(members, name);
    const tell = (name: string, predicate: string) =>
      reasons.push({ path: at(name), sentence: `${this.#subject(at(name))} ${predicate}.` });
    for (const name of requiredOf(b)) {
      if (requiredOf(a).has(name)) continue;
      if (isListed(mine, name) && side === 'input')
        tell(name, from === 'old' ? 'is required' : 'is optional');
      else if (isListed(mine, name))
        tell(name, from === 'old' ? 'is always present' : 'can be absent');
      else if (side === 'input' && from === 'old')
        reasons.push({ path: at(name), sentence: `The required argument "${at(name)}" is new.` });
      // A result of which only the older schema demanded a member that it did not describe.
      else if (side === 'output' && from === 'new' && !isListed(theirs, name))
        tell(name, 'can be absent');
    }
    for (const name of Object.keys(mine)) {
      if (isListed(theirs, name) || side === 'output') continue;
      if (from === 'old') tell(name, 'was removed');
      else {
        const kind = requiredOf(a).has(name) ? 'required' : 'optional';
        reasons.push({ path: at(name), sentence: `The ${kind} argument "${at(name)}" is new.` });
      }
    }
    for (const name of Object.keys(theirs))
      if (!isListed(mine, name) && side === 'output')
        tell(name, from === 'new' ? 'was removed' : 'is new');
    return reasons;
  }

  /** Servers send defaults, so a call without the argument means something else; a required one was in each call. */
  #default(
    [schema, other]: readonly [Schema, Schema],
    isRequired: boolean,
    path: string,
    reasons: Reason[],
  ): void {
    const { side, from } = this.direction;
    if (side === 'output' || from === 'new') return;
    const pair = [defaultOf(schema, this.fromRoot), defaultOf(other, this.toRoot)] as const;
    if (canonical(pair[0]) === canonical(pair[1])) return;
    (isRequired ? this.harmless : reasons).push(this.#keyword(path, 'default', pair));
  }

  #alternatives(schema: Schema, root: Schema, depth = 0): Alternative[] {
    if (schema === false) return [];
    if (depth > DEEPEST) throw new TooComplex('it is too deep');
    const of: Keywords = schema === true ? {} : schema;
    if (typeof of.$ref === 'string') {
      const target = targetOf(of.$ref, root);
      return this.#alternatives(conjunction(target, omit(of, ['$ref'])), root, depth + 1);
    }
    if (Array.isArray(of.allOf)) {
      const parts = (of.allOf as Schema[]).map((one) => withoutReference(one, root));
      const beside: Schema = omit(of, ['allOf']);
      const joint = parts.reduce<Schema>((one, other) => conjunction(one, other), beside);
      return this.#alternatives(joint, root, depth + 1);
    }
    for (const word of ['anyOf', 'oneOf'] as const)
      if (Array.isArray(of[word])) return this.#branches(of, word, root, depth);
    const values = 'const' in of ? [of.const] : of.enum;
    if (!Array.isArray(values)) return this.#types(of, root);
    const rest = omit(of, 'const' in of ? ['const'] : ['enum']);
    return [{ values: values.filter((value) => this.#valid(root, rest, value)) }];
  }

  #branches(of: Keywords, word: 'anyOf' | 'oneOf', root: Schema, depth: number): Alternative[] {
    const branches = (of[word] as Schema[]).map((one) => withoutReference(one, root));
    const beside = omit(of, [word]);
    // Values that fit two branches of `oneOf` are refused: where that may happen, only an equal `oneOf` is comparable.
    const guard =
      word === 'oneOf' && !areDisjoint(branches)
        ? { 'overlapping oneOf': canonical(branches) }
        : {};
    const all = branches.flatMap((one) =>
      this.#alternatives(conjunction(conjunction(one, beside), guard), root, depth + 1),
    );
    if (all.length > MOST_ALTERNATIVES) throw new TooComplex('it has too many alternatives');
    return all;
  }

  #types(of: Keywords, root: Schema): Alternative[] {
    const types = [of.type ?? ['null', 'boolean', 'number', 'string', 'array', 'object']].flat();
    return types.flatMap((type): Alternative[] => {
      const values = type === 'null' ? [null] : type === 'boolean' ? [false, true] : undefined;
      if (values) return [{ values: values.filter((value) => this.#valid(root, of, value)) }];
      if (type === 'integer')
        return types.includes('number') ? [] : [{ type: 'number', isInteger: true, of }];
      return [{ type: type as Infinite, isInteger: false, of }];
    });
  }
}

/** Without one of these, a schema may accept less, or software that reads it, such as `x-mcp-header`, does something else. */
const isMeantForOthers = (word: string): boolean =>
  word.startsWith('x-') || OWNERS.has(word) || word.startsWith('$');

/** The first few values of a list. */
const listed = (values: readonly unknown[], most: number) =>
  values
    .slice(0, most)
    .map((value) => JSON.stringify(value))
    .join(', ');

const requiredOf = (schema: Keywords) => new Set((schema.required ?? []) as string[]);

const textOf = (value: unknown) => (value === undefined ? 'not set' : JSON.stringify(value));

interface Bound {
  at: number;
  isOpen: boolean;
}

const boundText = ({ at, isOpen }: Bound) =>
  Number.isFinite(at) ? (isOpen ? `exclusive ${at}` : at) : undefined;

const LOWER = ['minimum', 'exclusiveMinimum'];
const UPPER = ['maximum', 'exclusiveMaximum'];

/** @param side 1 for the lower bound, -1 for the upper one */
function bound(of: Keywords, side: 1 | -1, isWhole: boolean): Bound {
  const words = side === 1 ? LOWER : UPPER;
  const [closed, open] = words.map((word) => Number(of[word] ?? -side * Infinity)) as [
    number,
    number,
  ];
  const rounded = (value: number) => side * Math.ceil(side * value);
  if (isWhole) {
    const next = Number.isInteger(open) ? open + side : rounded(open);
    return { at: side * Math.max(side * rounded(closed), side * next), isOpen: false };
  }
  return side * open >= side * closed
    ? { at: open, isOpen: Number.isFinite(open) }
    : { at: closed, isOpen: false };
}
