import * as z from 'zod';
import { spendSteps, TooComplexError } from './check-budget.js';
import { pointerTarget } from './json-pointer.js';
import { linearPattern } from './linear-pattern/linear-pattern.js';
import { unknownMembers } from './unknown-members.js';

/** A JSON Schema (draft 2020-12); `true` allows every value, `false` none. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

/** Keywords of draft 2020-12, and `dependencies` and lists of `items` of older drafts. Formats are annotations. */
type Keywords = z.core.JSONSchema.BaseSchema;
type Key = string | number;

/** A violation of a schema, with the keys that lead to the wrong part of the value. */
export interface SchemaFault {
  path: readonly Key[];
  message: string;
}

/** What a check uses beside the schema. */
export interface SchemaOptions {
  /** Schemas by the value of `$ref`, besides those in the schema itself. */
  definitions?: ReadonlyMap<string, JsonSchema>;
  /** Formats that are checked, and are not only annotations. */
  formats?: Readonly<Record<string, (text: string) => boolean>>;
}

/** Base URI of a schema without `$id`. */
const BASE = 'https://schema.invalid/';
/** Limit of the faults that are reported for one value: a model fixes a few at a time. */
const MAX_FAULTS = 10;
/** Limit of the allowed values that a fault lists. */
const MAX_LISTED_VALUES = 20;
/** Limit of nested schemas for a value and its members, which share the stack. */
const MAX_LEVELS = 1_000;

/** The result of a check. */
export interface SchemaOutcome {
  faults: readonly SchemaFault[];
  /** Whether the value is a text for which the schema has the format `int64` of integers. */
  isIntegerText: boolean;
  /** Outcomes with such texts: of members, and without a key of the same value. Paths would grow with each level. */
  integerParts: readonly { key?: Key; outcome: SchemaOutcome }[];
}

/**
 * Checks JSON values against a schema. Each part of a value is checked once against each schema
 * that is referred to, and tags of alternatives are compared before the rest, in steps of
 * `withinBudget`. Patterns that no automaton decides are skipped.
 * @returns a function that returns the first few faults; `part` is a part of the schema
 */
export function schemaCheck(
  schema: JsonSchema,
  options: SchemaOptions = {},
): (value: unknown, part?: JsonSchema) => readonly SchemaFault[] {
  const outcomeOf = schemaOutcome(schema, options);
  return (value, part) => outcomeOf(value, part).faults;
}

/** Like `schemaCheck`, with what else the check finds. */
export function schemaOutcome(
  schema: JsonSchema,
  options: SchemaOptions = {},
): (value: unknown, part?: JsonSchema) => SchemaOutcome {
  const preparedSchema = new PreparedSchema(schema, options);
  return (value, part = schema) => new Check(preparedSchema).outcome(part, value);
}

/** The state of a schema that is the same for all values. */
class PreparedSchema {
  readonly #root: JsonSchema;
  readonly #definitions: ReadonlyMap<string, JsonSchema>;
  readonly #targets = new WeakMap<object, JsonSchema>();
  readonly #uris = new Map<string, JsonSchema>();
  readonly #bases = new WeakMap<object, string>();
  readonly #patterns = new Map<string, ReturnType<typeof linearPattern>>();
  readonly #choices = new WeakMap<Keywords, AllowedValues>();
  readonly #tags = new WeakMap<Keywords, [name: string, choices: AllowedValues][]>();
  readonly formats: NonNullable<SchemaOptions['formats']>;
  /** Whether a schema depends on the members that others have evaluated. */
  readonly hasUnevaluated: boolean;

  constructor(root: JsonSchema, { definitions = new Map(), formats = {} }: SchemaOptions) {
    this.#root = root;
    this.#definitions = definitions;
    this.formats = formats;
    this.hasUnevaluated = JSON.stringify([root, ...definitions.values()]).includes('"unevaluated');
  }

  /** Returns the schema that a reference names. @throws Error */
  target(schema: object, reference: string): JsonSchema {
    if (this.#uris.size === 0) this.#identify(this.#root, BASE);
    const cached = this.#definitions.get(reference) ?? this.#targets.get(schema);
    const target =
      cached ?? this.#resolve(new URL(reference, this.#bases.get(schema) ?? BASE).href);
    if (target === undefined) throw new Error(`"$ref": "${reference}" is not in the schema.`);
    this.#targets.set(schema, target);
    return target;
  }

  #resolve(uri: string): JsonSchema | undefined {
    const [document = '', fragment = ''] = uri.split('#');
    if (!fragment.startsWith('/')) return this.#uris.get(fragment === '' ? document : uri);
    return pointerTarget(this.#uris.get(document), `#${fragment}`) as JsonSchema | undefined;
  }

  /** Registers the URIs of `$id` and `$anchor` (JSON Schema core, section 8.2). */
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

  /** Returns whether a text matches a pattern; undefined if no automaton decides it. */
  matches(pattern: string, text: string): boolean | undefined {
    if (!this.#patterns.has(pattern)) this.#patterns.set(pattern, linearPattern(pattern));
    return this.#patterns.get(pattern)?.(text);
  }

  choicesOf(schema: Keywords): AllowedValues | undefined {
    if (!('const' in schema) && !schema.enum) return undefined;
    const cached = this.#choices.get(schema);
    if (cached) return cached;
    const enumTexts = schema.enum?.map((value) => canonicalJson(value));
    const constantText = 'const' in schema ? canonicalJson(schema.const) : undefined;
    const isExcluded = constantText !== undefined && enumTexts?.includes(constantText) === false;
    const texts = new Set(
      isExcluded ? [] : constantText === undefined ? enumTexts : [constantText],
    );
    const label = [...texts].slice(0, MAX_LISTED_VALUES).join(' or ');
    const choices: AllowedValues = {
      texts,
      label:
        texts.size > MAX_LISTED_VALUES
          ? `${label} or ${texts.size - MAX_LISTED_VALUES} others`
          : label,
      hasContainers: [...texts].some((text) => /^[{[]/.test(text)),
      longest: [...texts].reduce((longest, { length }) => Math.max(longest, length), 0),
    };
    this.#choices.set(schema, choices);
    return choices;
  }

  /** Returns the properties whose values distinguish alternatives. */
  tagsOf(schema: Keywords): readonly [name: string, choices: AllowedValues][] {
    const cached = this.#tags.get(schema);
    if (cached) return cached;
    const tags = Object.entries(schema.properties ?? {}).flatMap(
      ([name, property]): [string, AllowedValues][] => {
        const choices = typeof property === 'object' && this.choicesOf(property);
        return choices ? [[name, choices]] : [];
      },
    );
    this.#tags.set(schema, tags);
    return tags;
  }
}

/** The values that `enum` and `const` allow, as canonical texts. */
interface AllowedValues {
  texts: ReadonlySet<string>;
  label: string;
  hasContainers: boolean;
  longest: number;
}

/** The result of a check of a value against a schema. */
class CheckOutcome implements SchemaOutcome {
  readonly faults: SchemaFault[] = [];
  isIntegerText = false;
  readonly integerParts: { key?: Key; outcome: CheckOutcome }[] = [];
  /** Whether the result depends on a pattern that is not decided. */
  isUndecided = false;
  /** Keys that a schema has evaluated; only if another keyword depends on them. */
  readonly evaluated: Set<Key> | undefined;

  constructor(tracksEvaluated: boolean) {
    this.evaluated = tracksEvaluated ? new Set() : undefined;
  }

  get isValid(): boolean {
    return this.faults.length === 0;
  }

  get isFull(): boolean {
    return this.faults.length >= MAX_FAULTS;
  }

  addFault(message: string, path: readonly Key[] = []): void {
    if (!this.isFull) this.faults.push({ path, message });
  }

  mergeMember(key: Key, outcome: CheckOutcome): void {
    const { faults, isUndecided, isIntegerText, integerParts } = outcome;
    this.isUndecided ||= isUndecided;
    for (const { path, message } of faults) this.addFault(message, [key, ...path]);
    if (isIntegerText || integerParts.length > 0) this.integerParts.push({ key, outcome });
  }

  /** Merges another outcome of the same value. */
  merge(outcome: CheckOutcome): void {
    const { faults, isUndecided, evaluated } = outcome;
    this.isUndecided ||= isUndecided;
    for (const { path, message } of faults) this.addFault(message, path);
    this.mergeIntegers(outcome);
    this.markEvaluated(evaluated);
  }

  /** Merges if another outcome of the same value has texts of integers. */
  mergeIntegers(outcome: CheckOutcome): void {
    this.isIntegerText ||= outcome.isIntegerText;
    if (outcome.integerParts.length > 0) this.integerParts.push({ outcome });
  }

  markEvaluated(keys: Iterable<Key> = []): void {
    if (!this.evaluated) return;
    for (const key of keys) {
      spendSteps(1);
      this.evaluated.add(key);
    }
  }
}

class Check {
  readonly #prepared: PreparedSchema;
  readonly #outcomes = new Map<JsonSchema, Map<unknown, CheckOutcome>>();
  readonly #texts = new Map<object, string>();
  #depth = 0;

  constructor(preparedSchema: PreparedSchema) {
    this.#prepared = preparedSchema;
  }

  outcome(schemaOrBoolean: JsonSchema, value: unknown): CheckOutcome {
    spendSteps(10);
    const outcome = new CheckOutcome(this.#prepared.hasUnevaluated);
    if (schemaOrBoolean === false) outcome.addFault('Not allowed');
    if (typeof schemaOrBoolean === 'boolean') return outcome;
    const schema: Keywords = schemaOrBoolean;
    if (++this.#depth > MAX_LEVELS) throw new TooComplexError();
    this.#checkValue(schema, value, outcome);
    if (Array.isArray(value)) this.#checkList(schema, value, outcome);
    else if (isContainer(value)) this.#checkObject(schema, value, outcome);
    this.#checkApplicators(schema, value, outcome);
    if (this.#prepared.hasUnevaluated) this.#checkUnevaluated(schema, value, outcome);
    this.#depth--;
    return outcome;
  }

  /**
   * Returns the outcome of a referenced schema. It is cached, because schemas that recur in several
   * alternatives meet the same value again.
   */
  #referenceOutcome(schema: Keywords, reference: string, value: unknown): CheckOutcome {
    const target = this.#prepared.target(schema, reference);
    const outcomes = this.#outcomes.get(target) ?? new Map<unknown, CheckOutcome>();
    this.#outcomes.set(target, outcomes);
    const outcome = outcomes.get(value) ?? this.outcome(target, value);
    outcomes.set(value, outcome);
    return outcome;
  }

  #checkValue(schema: Keywords, value: unknown, outcome: CheckOutcome): void {
    if (!hasType(schema, value))
      outcome.addFault(
        `Invalid input: expected ${[schema.type].flat().join(' or ')}, received ${typeOf(value)}`,
      );
    const choices = this.#prepared.choicesOf(schema);
    if (choices && !this.#isAllowed(choices, value))
      outcome.addFault(`Invalid input: expected ${choices.label}`);
    if (typeof value === 'number') {
      const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema;
      const { exclusiveMinimum: lowerBound = -Infinity, exclusiveMaximum: upperBound = Infinity } =
        schema;
      if (value < minimum) outcome.addFault(`Too small: expected number to be >=${minimum}`);
      if (value > maximum) outcome.addFault(`Too big: expected number to be <=${maximum}`);
      if (typeof lowerBound === 'number' && value <= lowerBound)
        outcome.addFault(`Too small: expected number to be >${lowerBound}`);
      if (typeof upperBound === 'number' && value >= upperBound)
        outcome.addFault(`Too big: expected number to be <${upperBound}`);
      if (multipleOf !== undefined && z.core.util.floatSafeRemainder(value, multipleOf) !== 0)
        outcome.addFault(`Invalid number: must be a multiple of ${multipleOf}`);
    }
    if (typeof value === 'string') this.#checkText(schema, value, outcome);
  }

  #checkText(
    { type, minLength, maxLength, pattern, format = '' }: Keywords,
    text: string,
    outcome: CheckOutcome,
  ) {
    if (format === 'int64' && [type].flat().includes('integer')) outcome.isIntegerText = true;
    if (minLength !== undefined || maxLength !== undefined) {
      spendSteps(text.length);
      requireSize('string', 'characters', charactersIn(text), minLength, maxLength, outcome);
    }
    const matches = pattern === undefined || this.#prepared.matches(pattern, text);
    if (matches === undefined) outcome.isUndecided = true;
    if (matches === false) outcome.addFault(`Invalid string: must match pattern ${pattern}`);
    const { formats } = this.#prepared;
    if (Object.hasOwn(formats, format) && formats[format]?.(text) === false)
      outcome.addFault(`Invalid string: expected the format ${format}`);
  }

  #checkList(schema: Keywords, list: readonly unknown[], outcome: CheckOutcome): void {
    const { items, contains, uniqueItems, minItems, maxItems } = schema;
    const { prefixItems = Array.isArray(items) ? items : [] } = schema;
    const otherItems = Array.isArray(items) ? (schema.additionalItems ?? true) : items;
    requireSize('array', 'items', list.length, minItems, maxItems, outcome);
    if (uniqueItems === true) {
      const positions = new Map<string, number>();
      for (const [position, item] of list.entries()) {
        const text = this.#textOf(item);
        const firstPosition = positions.get(text);
        if (firstPosition !== undefined)
          outcome.addFault(`Duplicate items at indexes ${firstPosition} and ${position}`);
        positions.set(text, firstPosition ?? position);
        if (outcome.isFull) break;
      }
    }
    for (const [place, item] of list.entries()) {
      const itemSchema = prefixItems[place] ?? otherItems;
      if (itemSchema === undefined || outcome.isFull) break;
      outcome.mergeMember(place, this.outcome(itemSchema, item));
      outcome.markEvaluated([place]);
    }
    if (contains !== undefined) this.#checkContains(schema, contains, list, outcome);
  }

  #checkContains(
    { minContains = 1, maxContains = Infinity }: Keywords,
    contains: JsonSchema,
    list: readonly unknown[],
    outcome: CheckOutcome,
  ): void {
    let decidedCount = 0;
    let undecidedCount = 0;
    for (const [place, item] of list.entries()) {
      const { isValid, isUndecided } = this.outcome(contains, item);
      if (isValid && isUndecided) undecidedCount++;
      else if (isValid) decidedCount++;
      if (isValid) outcome.markEvaluated([place]);
    }
    outcome.isUndecided ||= undecidedCount > 0;
    if (decidedCount + undecidedCount < minContains || decidedCount > maxContains)
      outcome.addFault(`Invalid array: ${decidedCount} items match "contains"`);
  }

  #checkObject(schema: Keywords, object: object, outcome: CheckOutcome): void {
    const { properties = {}, patternProperties, additionalProperties, propertyNames } = schema;
    const keys = Object.keys(object);
    const patterns = Object.entries(patternProperties ?? {});
    requireSize(
      'object',
      'properties',
      keys.length,
      schema.minProperties,
      schema.maxProperties,
      outcome,
    );
    const { required = [] } = schema;
    spendSteps(required.length + keys.length + patterns.length);
    for (const name of required)
      if (!Object.hasOwn(object, name)) outcome.addFault('Required', [name]);
    for (const key of keys) {
      if (outcome.isFull) break;
      const value = memberOf(object, key);
      if (propertyNames !== undefined) outcome.mergeMember(key, this.outcome(propertyNames, key));
      const property = memberOf(properties, key);
      let isKnown = property !== undefined;
      if (property !== undefined)
        outcome.mergeMember(key, this.outcome(property as JsonSchema, value));
      for (const [pattern, patternSchema] of patterns) {
        const matches = this.#prepared.matches(pattern, key);
        if (matches === undefined) outcome.isUndecided = true;
        if (matches === true) outcome.mergeMember(key, this.outcome(patternSchema, value));
        isKnown ||= matches !== false;
      }
      if (!isKnown && additionalProperties === false)
        outcome.addFault(unknownMembers([key], Object.keys(properties)));
      else if (!isKnown && additionalProperties !== undefined)
        outcome.mergeMember(key, this.outcome(additionalProperties, value));
      if (isKnown || additionalProperties !== undefined) outcome.markEvaluated([key]);
    }
  }

  /** Checks schemas for the value as a whole. */
  #checkApplicators(schema: Keywords, value: unknown, outcome: CheckOutcome): void {
    if (schema.$ref !== undefined)
      outcome.merge(this.#referenceOutcome(schema, schema.$ref, value));
    for (const part of schema.allOf ?? []) outcome.merge(this.outcome(part, value));
    if (schema.anyOf) this.#checkAlternatives('anyOf', schema.anyOf, value, outcome);
    if (schema.oneOf) this.#checkAlternatives('oneOf', schema.oneOf, value, outcome);
    if (schema.not !== undefined) {
      const { isValid, isUndecided } = this.outcome(schema.not, value);
      outcome.isUndecided ||= isValid && isUndecided;
      if (isValid && !isUndecided) outcome.addFault('Invalid input: it matches what "not" forbids');
    }
    if (schema.if !== undefined) this.#checkConditional(schema, schema.if, value, outcome);
    if (!isContainer(value) || Array.isArray(value)) return;
    const { dependencies, dependentRequired, dependentSchemas } = schema;
    for (const [key, dependency] of [dependencies, dependentRequired, dependentSchemas].flatMap(
      (entries) => Object.entries(entries ?? {}),
    )) {
      spendSteps(1);
      if (!Object.hasOwn(value, key)) continue;
      const dependentSchema: unknown = Array.isArray(dependency)
        ? { required: dependency }
        : dependency;
      outcome.merge(this.outcome(dependentSchema as JsonSchema, value));
    }
  }

  #checkConditional(
    schema: Keywords,
    condition: JsonSchema,
    value: unknown,
    outcome: CheckOutcome,
  ): void {
    const conditionOutcome = this.outcome(condition, value);
    if (conditionOutcome.isValid) outcome.merge(conditionOutcome);
    const next = conditionOutcome.isValid ? schema.then : schema.else;
    if (next !== undefined && !(conditionOutcome.isValid && conditionOutcome.isUndecided))
      outcome.merge(this.outcome(next, value));
  }

  #checkAlternatives(
    keyword: 'anyOf' | 'oneOf',
    alternatives: readonly JsonSchema[],
    value: unknown,
    outcome: CheckOutcome,
  ): void {
    const isOne = keyword === 'oneOf';
    const outcomes: CheckOutcome[] = [];
    for (const alternative of alternatives) {
      if (this.#isExcluded(alternative, value)) continue;
      const alternativeOutcome = this.outcome(alternative, value);
      outcomes.push(alternativeOutcome);
      if (
        !isOne &&
        !this.#prepared.hasUnevaluated &&
        alternativeOutcome.isValid &&
        !alternativeOutcome.isUndecided
      ) {
        outcome.mergeIntegers(alternativeOutcome);
        return;
      }
    }
    const validOutcomes = outcomes.filter(({ isValid }) => isValid);
    const decidedOutcomes = validOutcomes.filter(({ isUndecided }) => !isUndecided);
    for (const { evaluated } of validOutcomes) outcome.markEvaluated(evaluated);
    outcome.isUndecided ||= isOne
      ? validOutcomes.length > decidedOutcomes.length
      : decidedOutcomes.length === 0 && validOutcomes.length > 0;
    if (isOne && decidedOutcomes.length > 1)
      outcome.addFault(
        `Invalid input: it matches ${decidedOutcomes.length} alternatives, not exactly one`,
      );
    const [chosenOutcome] = decidedOutcomes.length > 0 ? decidedOutcomes : validOutcomes;
    if (chosenOutcome) {
      outcome.mergeIntegers(chosenOutcome);
      return;
    }
    const [closest, ...others] = outcomes.sort((a, b) => a.faults.length - b.faults.length);
    if (!closest || others.length > 0)
      outcome.addFault(`Invalid input: it matches none of ${alternatives.length} alternatives`);
    if (closest) outcome.merge(closest);
  }

  /** Returns whether the type, a required property or a tag excludes an alternative, before all of it is checked. */
  #isExcluded(alternative: JsonSchema, value: unknown): boolean {
    spendSteps(5);
    let target = alternative;
    for (
      let hops = 0;
      typeof target === 'object' && typeof target.$ref === 'string' && hops < 5;
      hops++
    )
      target = this.#prepared.target(target, target.$ref);
    if (typeof target === 'boolean') return false;
    const schema: Keywords = target;
    if (!hasType(schema, value)) return true;
    const choices = this.#prepared.choicesOf(schema);
    if (choices && !this.#isAllowed(choices, value)) return true;
    if (!isContainer(value) || Array.isArray(value)) return false;
    const { required = [] } = schema;
    const tags = this.#prepared.tagsOf(schema);
    spendSteps(required.length + tags.length);
    return (
      required.some((name) => !Object.hasOwn(value, name)) ||
      tags.some(
        ([name, choices]) =>
          Object.hasOwn(value, name) && !this.#isAllowed(choices, memberOf(value, name)),
      )
    );
  }

  #checkUnevaluated(schema: Keywords, value: unknown, outcome: CheckOutcome): void {
    const { unevaluatedProperties, unevaluatedItems } = schema;
    const isList = Array.isArray(value);
    const memberSchema = isList ? unevaluatedItems : unevaluatedProperties;
    if (memberSchema === undefined || !isContainer(value)) return;
    const members = Object.entries(value);
    spendSteps(members.length);
    for (const [name, member] of members) {
      const key = isList ? Number(name) : name;
      if (outcome.isFull || outcome.evaluated?.has(key)) continue;
      outcome.mergeMember(key, this.outcome(memberSchema, member));
      outcome.markEvaluated([key]);
    }
  }

  #isAllowed({ texts, hasContainers, longest }: AllowedValues, value: unknown): boolean {
    if (typeof value === 'string' && value.length > longest) return false;
    return (hasContainers || !isContainer(value)) && texts.has(this.#textOf(value));
  }

  #textOf(value: unknown): string {
    const cached = isContainer(value) ? this.#texts.get(value) : undefined;
    if (cached !== undefined) return cached;
    const text = canonicalJson(value);
    spendSteps(text.length);
    if (isContainer(value)) this.#texts.set(value, text);
    return text;
  }
}

/** Returns the JSON text that is the same for equal values. @throws TooComplexError for a value with too many levels */
export function canonicalJson(value: unknown, depth = 0): string {
  if (!isContainer(value)) return JSON.stringify(value);
  if (depth > MAX_LEVELS) throw new TooComplexError();
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item, depth + 1)).join()}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(memberOf(value, key), depth + 1)}`);
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
    .some((name) => name === typeOf(value) || (name === 'integer' && Number.isInteger(value)));

function requireSize(
  kind: string,
  unit: string,
  size: number,
  min: number | undefined,
  max: number | undefined,
  outcome: CheckOutcome,
): void {
  if (min !== undefined && size < min)
    outcome.addFault(`Too small: expected ${kind} to have >=${min} ${unit}`);
  if (max !== undefined && size > max)
    outcome.addFault(`Too big: expected ${kind} to have <=${max} ${unit}`);
}

/** Returns the number of code points, which JSON Schema counts. */
function charactersIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++;
  return count;
}
