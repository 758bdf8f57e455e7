import { isObject } from '../../../runtime/src/utils/is-object.js';
import { COMPONENT, SAMPLE } from '../../model/component.js';
import {
  type JsonSchema,
  type JsonSchemaObject,
  type JsonSchemaType,
  typeList,
} from '../../model/json-schema.js';
import { definitionName } from '../../model/json-schema/pointer.js';
import { isScalar, isSchema, namedProperties, omit } from '../../model/json-schema/subschemas.js';
import { singular } from '../../model/text/singular.js';
import { GENERIC_NAMES } from '../../model/tool-words.js';
import { exactIntersection } from '../zod-shape/exact-intersection.js';
import { generalAssertions } from '../zod-shape/keywords.js';
import type { Check, CheckedSchema } from '../zod-shape/valid.js';
import {
  exampleInDescription,
  fieldMeaning,
  isEndName,
  nameOfThing,
  sampleTexts,
} from './sample-text.js';

interface SamplePlace {
  name: string;
  /** Index among items that must differ. */
  nth: number;
  /** Number of references on the path. */
  depth: number;
  /** Noun of the object that has the property. */
  noun?: string;
  /** Description of the list that contains the value. */
  description?: string;
}

export interface SampleOptions {
  /** Whether only required properties are included. */
  requiredOnly?: boolean;
  /** Distinguishes samples of one schema. */
  start?: number;
  /** Number of items of a list, if its schema allows that many; 1 by default. */
  itemCount?: number;
  /** Whether properties whose schemas state null are included as null. */
  nulls?: boolean;
  /** Whether booleans alternate between samples, as between the rows of a list. */
  alternates?: boolean;
  /** Noun of the value, if its schema does not state it. */
  noun?: string;
}

type Sampler = (schema: JsonSchema, place?: SamplePlace) => unknown;

/** Maximum depth of recursion. */
const MAX_DEPTH = 2;
/** Maximum length of a sample list, because longer ones make a test unreadable. */
const MAX_ITEMS = 1_000;

/** Creates a valid value for a part of a schema; undefined if it finds none. */
// eslint-disable-next-line max-lines-per-function -- its parts call each other and share what has been made
export function createSampler(
  { definitions, checkOf }: CheckedSchema,
  {
    requiredOnly = false,
    start = 0,
    itemCount = 1,
    nulls = false,
    alternates = false,
    noun,
  }: SampleOptions,
): Sampler {
  const root: SamplePlace = { name: noun ?? 'value', nth: 0, depth: 0 };
  const ordinal = createCounter(start);
  /** Created objects and lists of valid parts, with the schema for which they were made. */
  const createdValues = new WeakMap<object, JsonSchema>();
  return sample;

  function sample(schema: JsonSchema, place = root): unknown {
    if (typeof schema === 'boolean') return schema ? place.name : undefined;
    let isValid: Check | undefined;
    for (const candidate of candidates(schema, place)) {
      if (candidate === undefined) continue;
      const isOfValidParts =
        typeof candidate === 'object' &&
        candidate !== null &&
        createdValues.get(candidate) === schema;
      const check = isOfValidParts ? checkOf(withoutParts(schema)) : (isValid ??= checkOf(schema));
      if (check(candidate)) return candidate;
    }
    return undefined;
  }

  function remember<Made extends object | undefined>(schema: JsonSchema, value: Made): Made {
    if (value) createdValues.set(value, schema);
    return value;
  }

  /** Returns candidates, the most likely ones first. */
  function* candidates(schema: JsonSchemaObject, place: SamplePlace): Generator {
    const { [SAMPLE]: sampleSchema } = schema;
    if (isObject(sampleSchema)) {
      const { examples = [] } = sampleSchema;
      yield* [examples].flat().map((value) => varyExample(value, Math.max(start, place.nth)));
      yield sample({ ...omit(schema, [SAMPLE]), ...sampleSchema, examples: [] }, place);
    }
    yield* statedValues(schema, place.nth).filter(
      (value) => isDeclared(value, schema) && !(requiredOnly && isObject(value)),
    );
    const { $ref } = schema;
    if ($ref !== undefined) {
      const definition = definitions.get(definitionName($ref) ?? '') ?? true;
      if (place.depth < MAX_DEPTH) yield sample(definition, { ...place, depth: place.depth + 1 });
      return;
    }
    for (const keyword of ['oneOf', 'anyOf', 'allOf'].filter((name) => name in schema)) {
      const siblings = omit(schema, [keyword]);
      for (const option of [schema[keyword]].flat().filter(isObject)) {
        yield sample(exactIntersection(siblings, option) ?? option, place);
      }
    }
    for (const type of likelyTypes(schema)) yield* candidatesOfType(type, schema, place);
  }

  function* candidatesOfType(
    type: JsonSchemaType,
    schema: JsonSchemaObject,
    place: SamplePlace,
  ): Generator {
    if (type === 'string')
      yield* sampleTexts(schema, place, ordinal(textKind(schema, place), place.nth));
    else if (type === 'number' || type === 'integer')
      yield* sampleNumbers(schema, type === 'integer', ordinal('number', place.nth));
    else if (type === 'boolean') {
      const startsWithTrue = (place.nth + (alternates ? start : 0)) % 2 === 0;
      yield* [startsWithTrue, !startsWithTrue];
    } else if (type === 'null') yield null;
    else if (type === 'array') {
      yield remember(schema, array(schema, place, itemCount));
      if (itemCount > 1) yield remember(schema, array(schema, place, 1));
    } else yield remember(schema, object(schema, place));
  }

  function array(
    schema: JsonSchemaObject,
    { name, depth, noun }: SamplePlace,
    count: number,
  ): unknown[] | undefined {
    const { prefixItems, items = true, minItems = 0, description } = schema;
    const first = [prefixItems].flat().filter(isSchema);
    const length = listLength(schema, count);
    if (length > MAX_ITEMS) return undefined;
    const values = Array.from({ length }, (_, index) =>
      sample(first[index] ?? items, {
        name: singular(name),
        nth: index,
        depth,
        ...(noun !== undefined && GENERIC_NAMES.has(singular(name)) && { noun }),
        ...(description !== undefined && { description }),
      }),
    );
    if (!values.includes(undefined)) return values;
    return minItems === 0 ? [] : undefined;
  }

  function object(schema: JsonSchemaObject, place: SamplePlace): object {
    const { name: ownName, depth, noun = ownName } = place;
    const { required: requiredNames = [], additionalProperties, [COMPONENT]: component } = schema;
    const owner =
      typeof component === 'string' ? component : GENERIC_NAMES.has(ownName) ? noun : ownName;
    const allProperties = namedProperties(schema);
    const isNull = (property: JsonSchema) =>
      nulls && statesNull(property) && checkOf(property)(null);
    const entries = allProperties
      .filter(
        ([name, property]) => !requiredOnly || requiredNames.includes(name) || isNull(property),
      )
      .map(([name, property]) => [
        name,
        isNull(property) ? null : sample(property, { name, nth: 0, depth, noun: owner }),
      ]);
    if (allProperties.length === 0 && isObject(additionalProperties) && !requiredOnly)
      entries.push(['key', sample(additionalProperties, { name: 'value', nth: 0, depth })]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as object;
  }
}

/** Returns the kind of a text; texts of one kind are numbered together. */
function textKind({ format = '', description }: JsonSchemaObject, place: SamplePlace): string {
  if (format === 'date-time' && isEndName(place.name)) return 'string end';
  const example = exampleInDescription(description ?? place.description ?? '');
  return `string ${format || (example ?? nameOfThing(place) ?? fieldMeaning(place.name) ?? place.name)}`;
}

/**
 * Returns the number of items of a sample list whose schema allows `count`. More items than choices
 * would repeat the first one.
 */
function listLength(
  { prefixItems, items = true, minItems = 0, maxItems = Infinity }: JsonSchemaObject,
  count: number,
): number {
  const first = [prefixItems].flat().filter(isSchema);
  const choices = isObject(items) ? (items.enum?.length ?? count) : count;
  const possibleCount = items === false ? 0 : Math.min(count, choices);
  return Math.min(Math.max(minItems, first.length, possibleCount), maxItems);
}

/** Returns whether samples may be null; for a result, the source states that. */
function statesNull(schema: JsonSchema): boolean {
  if (typeof schema === 'boolean') return false;
  const { [SAMPLE]: sampleSchema } = schema;
  const { type, anyOf, oneOf } = isObject(sampleSchema) ? { ...schema, ...sampleSchema } : schema;
  return [type].flat().includes('null') || [anyOf, oneOf].flat().filter(isSchema).some(statesNull);
}

/** Returns keywords for an object or a list whose parts are valid, so that each part is checked only once. */
const withoutParts = (schema: JsonSchemaObject): JsonSchemaObject => ({
  ...schema,
  ...(schema.properties && {
    properties: Object.fromEntries(Object.keys(schema.properties).map((name) => [name, true])),
  }),
  ...(isSchema(schema.items) && schema.items !== false && { items: true }),
});

/** Counts calls per key, so that the values of a sample differ. */
function createCounter(start: number) {
  const counts = new Map<string, number>();
  return (key: string, nth: number): number => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return Math.max(start + count, nth);
  };
}

/** Returns another value like an example: numbers, words with a number at the end, or sentences. */
function varyExample(value: unknown, nth: number): unknown {
  if (nth === 0) return value;
  if (typeof value === 'number') return value + nth;
  if (typeof value !== 'string') return value;
  const numberedText = value.replace(/\d{1,9}$/, (end) =>
    String(Number(end) + nth).padStart(end.length, '0'),
  );
  return numberedText === value && value.includes(' ') ? `${value} ${nth + 1}` : numberedText;
}

function statedValues(schema: JsonSchemaObject, nth: number): unknown[] {
  const { examples = [], enum: choices = [] } = schema;
  const constants = 'const' in schema ? [schema.const] : [];
  return [
    ...examples.slice(nth),
    ...(isUsefulExample(schema.default) ? [schema.default] : []),
    ...constants,
    ...choices.slice(nth),
    ...choices,
  ];
}

/** Returns whether a value certainly has no undeclared properties, which parsing might remove. */
function isDeclared(value: unknown, schema: JsonSchema): boolean {
  if (isScalar(value)) return true;
  if (typeof schema === 'boolean') return schema;
  if (generalAssertions(schema).length > 0) return false;
  const { properties, items = true } = schema;
  if (Array.isArray(value)) return value.every((item) => isDeclared(item, items));
  if (!isObject(value) || !properties) return true;
  return Object.entries(value).every(
    ([name, inner]) =>
      Object.hasOwn(properties, name) && isDeclared(inner, properties[name] ?? true),
  );
}

const isUsefulExample = (value: unknown): boolean =>
  value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0);

/** Returns the types that the keywords of a schema without a type imply; null is last. */
function likelyTypes(schema: JsonSchemaObject): readonly JsonSchemaType[] {
  const types = typeList(schema);
  if (types.length > 0)
    return [...types].sort((left, right) => Number(left === 'null') - Number(right === 'null'));
  if (schema.properties ?? schema.required ?? schema.additionalProperties) return ['object'];
  if (schema.items ?? schema.prefixItems) return ['array'];
  return ['string', 'number', 'object', 'array', 'boolean', 'null'];
}

/**
 * Returns numbers that may match a schema, the most likely ones first.
 * @param nth index among siblings that must differ
 */
function sampleNumbers(schema: JsonSchemaObject, isInteger: boolean, nth: number): number[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
  const lowest = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const highest = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const step = multipleOf ?? 1;
  const firstMultiple = Math.ceil(lowest / step);
  const lastMultiple = Math.floor(highest / step);
  const steps = [
    firstMultiple + nth,
    firstMultiple + nth + 1,
    lastMultiple - nth,
    lastMultiple - nth - 1,
  ].map((count) => count * step);
  const numbers = [1 + nth, ...steps, 0, lowest, highest, (lowest + highest) / 2];
  return numbers.filter((number) =>
    isInteger ? Number.isInteger(number) : Number.isFinite(number),
  );
}
