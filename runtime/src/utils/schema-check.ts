import * as z from 'zod';
import { spend, TooComplexError } from './check-budget.js';
import { linearPattern } from './linear-pattern.js';
import { unknownMembers } from './unknown-members.js';

export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

/** Of draft 2020-12, and `dependencies` and lists of `items` of older ones. Formats are notes. */
type Keywords = z.core.JSONSchema.BaseSchema;
type Key = string | number;

export interface Fault {
  path: readonly Key[];
  message: string;
}

export interface SchemaOptions {
  /** Schemas by what `$ref` says, besides those inside of the schema. */
  definitions?: ReadonlyMap<string, JsonSchema>;
  /** Formats that are more than notes. */
  formats?: Readonly<Record<string, (text: string) => boolean>>;
}

/** Base URI of a schema without `$id`. */
const BASE = 'https://schema.invalid/';
/** Faults that are reported for one value: a model mends a few at a time. */
const MOST_FAULTS = 10;
/** A fault lists at most this many of the allowed values. */
const MOST_LISTED = 20;
/** Schemas inside of each other, for a value and what is in it: they share the stack. */
const DEEPEST = 1_000;

/**
 * Checks JSON values against a schema: each part of a value once against each schema that is referred to, alternatives
 * after what tells them apart, in steps of `withinBudget`. Patterns that no automaton decides are left out.
 * @returns what is wrong, the first few; `part` is of the schema
 */
export function schemaCheck(
  schema: JsonSchema,
  options: SchemaOptions = {},
): (value: unknown, part?: JsonSchema) => readonly Fault[] {
  const prepared = new Prepared(schema, options);
  return (value, part = schema) => new Check(prepared).outcome(part, value).faults;
}

/** What is the same for all values. */
class Prepared {
  readonly #root: JsonSchema;
  readonly #definitions: ReadonlyMap<string, JsonSchema>;
  readonly #targets = new WeakMap<object, JsonSchema>();
  readonly #uris = new Map<string, JsonSchema>();
  readonly #bases = new WeakMap<object, string>();
  readonly #patterns = new Map<string, ReturnType<typeof linearPattern>>();
  readonly #choices = new WeakMap<Keywords, Choices>();
  readonly #tags = new WeakMap<Keywords, [name: string, choices: Choices][]>();
  readonly formats: NonNullable<SchemaOptions['formats']>;
  /** Whether a schema asks which members others have looked at. */
  readonly hasUnevaluated: boolean;

  constructor(root: JsonSchema, { definitions = new Map(), formats = {} }: SchemaOptions) {
    this.#root = root;
    this.#definitions = definitions;
    this.formats = formats;
    this.hasUnevaluated = JSON.stringify([root, ...definitions.values()]).includes('"unevaluated');
  }

  /** @throws Error */
  target(schema: object, reference: string): JsonSchema {
    if (this.#uris.size === 0) this.#identify(this.#root, BASE);
    const cached = this.#definitions.get(reference) ?? this.#targets.get(schema);
    const resolved = cached ?? this.#at(new URL(reference, this.#bases.get(schema) ?? BASE).href);
    if (resolved === undefined) throw new Error(`"$ref": "${reference}" is not in the schema.`);
    this.#targets.set(schema, resolved);
    return resolved;
  }

  #at(uri: string): JsonSchema | undefined {
    const [document = '', fragment = ''] = uri.split('#');
    if (!fragment.startsWith('/')) return this.#uris.get(fragment === '' ? document : uri);
    return decodeURIComponent(fragment.slice(1))
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (at, key) => (isContainer(at) ? memberOf(at, key) : undefined),
        this.#uris.get(document),
      ) as JsonSchema | undefined;
  }

  /** What `$id` and `$anchor` name (JSON Schema core, section 8.2). */
  #identify(schema: unknown, outer: string): void {
    if (!isContainer(schema)) return;
    const { $id, $anchor } = schema as Keywords;
    const base = (typeof $id === 'string' ? new URL($id, outer).href : outer).replace(/#$/, '');
    this.#bases.set(schema, base);
    if (base !== outer || outer === BASE)
      this.#uris.set(base, this.#uris.get(base) ?? (schema as Keywords));
    if (typeof $anchor === 'string') this.#uris.set(`${base}#${$anchor}`, schema as Keywords);
    for (const [keyword, part] of Object.entries(schema))
      if (!['const', 'enum'].includes(keyword)) this.#identify(part, base);
  }

  /** Undefined where no automaton decides it. */
  matches(pattern: string, text: string): boolean | undefined {
    if (!this.#patterns.has(pattern)) this.#patterns.set(pattern, linearPattern(pattern));
    return this.#patterns.get(pattern)?.(text);
  }

  choicesOf(schema: Keywords): Choices | undefined {
    if (!('const' in schema) && !schema.enum) return undefined;
    const cached = this.#choices.get(schema);
    if (cached) return cached;
    const enumTexts = schema.enum?.map((value) => canonical(value));
    const only = 'const' in schema ? canonical(schema.const) : undefined;
    const isOut = only !== undefined && enumTexts?.includes(only) === false;
    const texts = new Set(isOut ? [] : only === undefined ? enumTexts : [only]);
    const label = [...texts].slice(0, MOST_LISTED).join(' or ');
    const choices: Choices = {
      texts,
      label: texts.size > MOST_LISTED ? `${label} or ${texts.size - MOST_LISTED} others` : label,
      hasContainers: [...texts].some((text) => /^[{[]/.test(text)),
      longest: [...texts].reduce((longest, { length }) => Math.max(longest, length), 0),
    };
    this.#choices.set(schema, choices);
    return choices;
  }

  /** Properties whose values tell alternatives apart. */
  tagsOf(schema: Keywords): readonly [name: string, choices: Choices][] {
    const cached = this.#tags.get(schema);
    if (cached) return cached;
    const tags = Object.entries(schema.properties ?? {}).flatMap(
      ([name, one]): [string, Choices][] => {
        const choices = typeof one === 'object' && this.choicesOf(one);
        return choices ? [[name, choices]] : [];
      },
    );
    this.#tags.set(schema, tags);
    return tags;
  }
}

/** What `enum` and `const` allow, as canonical texts. */
interface Choices {
  texts: ReadonlySet<string>;
  label: string;
  hasContainers: boolean;
  longest: number;
}

/** What a value is to a schema. */
class Outcome {
  readonly faults: Fault[] = [];
  /** It depends on a pattern that is not decided. */
  isOpen = false;
  /** Keys that a schema has looked at; only where one asks for them. */
  readonly evaluated: Set<Key> | undefined;

  constructor(tracksKeys: boolean) {
    this.evaluated = tracksKeys ? new Set() : undefined;
  }

  get isValid(): boolean {
    return this.faults.length === 0;
  }

  get isFull(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  say(message: string, path: readonly Key[] = []): void {
    if (!this.isFull) this.faults.push({ path, message });
  }

  /** Takes over the outcome of a member. */
  takeAt(key: Key, { faults, isOpen }: Outcome): void {
    this.isOpen ||= isOpen;
    for (const { path, message } of faults) this.say(message, [key, ...path]);
  }

  /** Takes over another outcome of the same value. */
  take({ faults, isOpen, evaluated }: Outcome): void {
    this.isOpen ||= isOpen;
    for (const { path, message } of faults) this.say(message, path);
    this.look(evaluated);
  }

  look(keys: Iterable<Key> = []): void {
    if (!this.evaluated) return;
    for (const key of keys) {
      spend(1);
      this.evaluated.add(key);
    }
  }
}

/** Checks one value. */
class Check {
  readonly #given: Prepared;
  readonly #known = new Map<JsonSchema, Map<unknown, Outcome>>();
  readonly #texts = new Map<object, string>();
  #depth = 0;

  constructor(given: Prepared) {
    this.#given = given;
  }

  outcome(given: JsonSchema, value: unknown): Outcome {
    spend(10);
    const outcome = new Outcome(this.#given.hasUnevaluated);
    if (given === false) outcome.say('Not allowed');
    if (typeof given === 'boolean') return outcome;
    const schema: Keywords = given;
    if (++this.#depth > DEEPEST) throw new TooComplexError();
    this.#valueItself(schema, value, outcome);
    if (Array.isArray(value)) this.#list(schema, value, outcome);
    else if (isContainer(value)) this.#object(schema, value, outcome);
    this.#sameValue(schema, value, outcome);
    if (this.#given.hasUnevaluated) this.#unevaluated(schema, value, outcome);
    this.#depth--;
    return outcome;
  }

  /** What is referred to meets the same value again where schemas recur in several alternatives. */
  #referred(schema: Keywords, reference: string, value: unknown): Outcome {
    const target = this.#given.target(schema, reference);
    const outcomes = this.#known.get(target) ?? new Map<unknown, Outcome>();
    this.#known.set(target, outcomes);
    const outcome = outcomes.get(value) ?? this.outcome(target, value);
    outcomes.set(value, outcome);
    return outcome;
  }

  #valueItself(schema: Keywords, value: unknown, outcome: Outcome): void {
    if (!hasType(schema, value))
      outcome.say(
        `Invalid input: expected ${[schema.type].flat().join(' or ')}, received ${typeOf(value)}`,
      );
    const choices = this.#given.choicesOf(schema);
    if (choices && !this.#isAmong(choices, value))
      outcome.say(`Invalid input: expected ${choices.label}`);
    if (typeof value === 'number') {
      const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema;
      const { exclusiveMinimum: above = -Infinity, exclusiveMaximum: below = Infinity } = schema;
      if (value < minimum) outcome.say(`Too small: expected number to be >=${minimum}`);
      if (value > maximum) outcome.say(`Too big: expected number to be <=${maximum}`);
      if (typeof above === 'number' && value <= above)
        outcome.say(`Too small: expected number to be >${above}`);
      if (typeof below === 'number' && value >= below)
        outcome.say(`Too big: expected number to be <${below}`);
      if (multipleOf !== undefined && z.core.util.floatSafeRemainder(value, multipleOf) !== 0)
        outcome.say(`Invalid number: must be a multiple of ${multipleOf}`);
    }
    if (typeof value === 'string') this.#text(schema, value, outcome);
  }

  #text({ minLength, maxLength, pattern, format = '' }: Keywords, text: string, outcome: Outcome) {
    if (minLength !== undefined || maxLength !== undefined) {
      spend(text.length);
      requireSize('string', 'characters', charactersIn(text), minLength, maxLength, outcome);
    }
    const matches = pattern === undefined || this.#given.matches(pattern, text);
    if (matches === undefined) outcome.isOpen = true;
    if (matches === false) outcome.say(`Invalid string: must match pattern ${pattern}`);
    const { formats } = this.#given;
    if (Object.hasOwn(formats, format) && formats[format]?.(text) === false)
      outcome.say(`Invalid string: expected the format ${format}`);
  }

  #list(schema: Keywords, list: readonly unknown[], outcome: Outcome): void {
    const { items, contains, uniqueItems, minItems, maxItems } = schema;
    const { prefixItems = Array.isArray(items) ? items : [] } = schema;
    const others = Array.isArray(items) ? (schema.additionalItems ?? true) : items;
    requireSize('array', 'items', list.length, minItems, maxItems, outcome);
    if (uniqueItems === true) {
      const places = new Map<string, number>();
      for (const [place, item] of list.entries()) {
        const text = this.#textOf(item);
        const first = places.get(text);
        if (first !== undefined) outcome.say(`Duplicate items at indexes ${first} and ${place}`);
        places.set(text, first ?? place);
        if (outcome.isFull) break;
      }
    }
    for (const [place, item] of list.entries()) {
      const one = prefixItems[place] ?? others;
      if (one === undefined || outcome.isFull) break;
      outcome.takeAt(place, this.outcome(one, item));
      outcome.look([place]);
    }
    if (contains !== undefined) this.#contained(schema, contains, list, outcome);
  }

  #contained(
    { minContains = 1, maxContains = Infinity }: Keywords,
    contains: JsonSchema,
    list: readonly unknown[],
    outcome: Outcome,
  ): void {
    let sure = 0;
    let open = 0;
    for (const [place, item] of list.entries()) {
      const { isValid, isOpen } = this.outcome(contains, item);
      if (isValid && isOpen) open++;
      else if (isValid) sure++;
      if (isValid) outcome.look([place]);
    }
    outcome.isOpen ||= open > 0;
    if (sure + open < minContains || sure > maxContains)
      outcome.say(`Invalid array: ${sure} items match "contains"`);
  }

  #object(schema: Keywords, object: object, outcome: Outcome): void {
    const { properties = {}, patternProperties, additionalProperties, propertyNames } = schema;
    const keys = Object.keys(object);
    const patterns = Object.entries(patternProperties ?? {});
    requireSize('object', 'properties', keys.length, schema.minProperties, schema.maxProperties, outcome); // prettier-ignore
    const { required = [] } = schema;
    spend(required.length + keys.length + patterns.length);
    for (const name of required) if (!Object.hasOwn(object, name)) outcome.say('Required', [name]);
    for (const key of keys) {
      if (outcome.isFull) break;
      const value = memberOf(object, key);
      if (propertyNames !== undefined) outcome.takeAt(key, this.outcome(propertyNames, key));
      const property = memberOf(properties, key);
      let isKnown = property !== undefined;
      if (property !== undefined) outcome.takeAt(key, this.outcome(property as JsonSchema, value));
      for (const [pattern, one] of patterns) {
        const matches = this.#given.matches(pattern, key);
        if (matches === undefined) outcome.isOpen = true;
        if (matches === true) outcome.takeAt(key, this.outcome(one, value));
        isKnown ||= matches !== false;
      }
      if (!isKnown && additionalProperties === false)
        outcome.say(unknownMembers([key], Object.keys(properties)));
      else if (!isKnown && additionalProperties !== undefined)
        outcome.takeAt(key, this.outcome(additionalProperties, value));
      if (isKnown || additionalProperties !== undefined) outcome.look([key]);
    }
  }

  /** Schemas for the value as a whole. */
  #sameValue(schema: Keywords, value: unknown, outcome: Outcome): void {
    if (schema.$ref !== undefined) outcome.take(this.#referred(schema, schema.$ref, value));
    for (const one of schema.allOf ?? []) outcome.take(this.outcome(one, value));
    if (schema.anyOf) this.#alternatives('anyOf', schema.anyOf, value, outcome);
    if (schema.oneOf) this.#alternatives('oneOf', schema.oneOf, value, outcome);
    if (schema.not !== undefined) {
      const { isValid, isOpen } = this.outcome(schema.not, value);
      outcome.isOpen ||= isValid && isOpen;
      if (isValid && !isOpen) outcome.say('Invalid input: it matches what "not" forbids');
    }
    if (schema.if !== undefined) this.#conditional(schema, schema.if, value, outcome);
    if (!isContainer(value) || Array.isArray(value)) return;
    const { dependencies, dependentRequired, dependentSchemas } = schema;
    for (const [key, needed] of [dependencies, dependentRequired, dependentSchemas].flatMap((all) =>
      Object.entries(all ?? {}),
    )) {
      spend(1);
      if (!Object.hasOwn(value, key)) continue;
      const one: unknown = Array.isArray(needed) ? { required: needed } : needed;
      outcome.take(this.outcome(one as JsonSchema, value));
    }
  }

  #conditional(schema: Keywords, condition: JsonSchema, value: unknown, outcome: Outcome): void {
    const met = this.outcome(condition, value);
    if (met.isValid) outcome.take(met);
    const next = met.isValid ? schema.then : schema.else;
    if (next !== undefined && !(met.isValid && met.isOpen)) outcome.take(this.outcome(next, value));
  }

  #alternatives(
    keyword: 'anyOf' | 'oneOf',
    all: readonly JsonSchema[],
    value: unknown,
    outcome: Outcome,
  ): void {
    const isOne = keyword === 'oneOf';
    const tried: Outcome[] = [];
    for (const one of all) {
      if (this.#isRuledOut(one, value)) continue;
      const last = this.outcome(one, value);
      tried.push(last);
      if (!isOne && !this.#given.hasUnevaluated && last.isValid && !last.isOpen) return;
    }
    const valid = tried.filter(({ isValid }) => isValid);
    const sure = valid.filter(({ isOpen }) => !isOpen);
    for (const { evaluated } of valid) outcome.look(evaluated);
    outcome.isOpen ||= isOne ? valid.length > sure.length : sure.length === 0 && valid.length > 0;
    if (isOne && sure.length > 1)
      outcome.say(`Invalid input: it matches ${sure.length} alternatives, not exactly one`);
    if (valid.length > 0) return;
    const [closest, ...others] = tried.sort((a, b) => a.faults.length - b.faults.length);
    if (!closest || others.length > 0)
      outcome.say(`Invalid input: it matches none of ${all.length} alternatives`);
    if (closest) outcome.take(closest);
  }

  /** Whether the type, a required property or a tag decides against an alternative, before all of it is checked. */
  #isRuledOut(alternative: JsonSchema, value: unknown): boolean {
    spend(5);
    let tagged = alternative;
    for (
      let hops = 0;
      typeof tagged === 'object' && typeof tagged.$ref === 'string' && hops < 5;
      hops++
    )
      tagged = this.#given.target(tagged, tagged.$ref);
    if (typeof tagged === 'boolean') return false;
    const schema: Keywords = tagged;
    if (!hasType(schema, value)) return true;
    const choices = this.#given.choicesOf(schema);
    if (choices && !this.#isAmong(choices, value)) return true;
    if (!isContainer(value) || Array.isArray(value)) return false;
    const { required = [] } = schema;
    const tags = this.#given.tagsOf(schema);
    spend(required.length + tags.length);
    return (
      required.some((name) => !Object.hasOwn(value, name)) ||
      tags.some(
        ([name, choices]) =>
          Object.hasOwn(value, name) && !this.#isAmong(choices, memberOf(value, name)),
      )
    );
  }

  #unevaluated(schema: Keywords, value: unknown, outcome: Outcome): void {
    const { unevaluatedProperties, unevaluatedItems } = schema;
    const isList = Array.isArray(value);
    const others = isList ? unevaluatedItems : unevaluatedProperties;
    if (others === undefined || !isContainer(value)) return;
    const members = Object.entries(value);
    spend(members.length);
    for (const [name, member] of members) {
      const key = isList ? Number(name) : name;
      if (outcome.isFull || outcome.evaluated?.has(key)) continue;
      outcome.takeAt(key, this.outcome(others, member));
      outcome.look([key]);
    }
  }

  #isAmong({ texts, hasContainers, longest }: Choices, value: unknown): boolean {
    if (typeof value === 'string' && value.length > longest) return false;
    return (hasContainers || !isContainer(value)) && texts.has(this.#textOf(value));
  }

  #textOf(value: unknown): string {
    const cached = isContainer(value) ? this.#texts.get(value) : undefined;
    if (cached !== undefined) return cached;
    const text = canonical(value);
    spend(text.length);
    if (isContainer(value)) this.#texts.set(value, text);
    return text;
  }
}

/** JSON that is the same for equal values. */
function canonical(value: unknown, depth = 0): string {
  if (!isContainer(value)) return JSON.stringify(value);
  if (depth > DEEPEST) throw new TooComplexError();
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join()}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(memberOf(value, key), depth + 1)}`);
  return `{${members.join()}}`;
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

const memberOf = (object: object, key: string): unknown =>
  Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const hasType = ({ type }: Keywords, value: unknown): boolean =>
  type === undefined ||
  [type]
    .flat()
    .some((one) => one === typeOf(value) || (one === 'integer' && Number.isInteger(value)));

function requireSize(
  what: string,
  unit: string,
  size: number,
  least: number | undefined,
  most: number | undefined,
  outcome: Outcome,
): void {
  if (least !== undefined && size < least)
    outcome.say(`Too small: expected ${what} to have >=${least} ${unit}`);
  if (most !== undefined && size > most)
    outcome.say(`Too big: expected ${what} to have <=${most} ${unit}`);
}

/** Code points, as JSON Schema counts. */
function charactersIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++;
  return count;
}
