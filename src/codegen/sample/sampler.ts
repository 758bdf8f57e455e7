import { COMPONENT, SAMPLE } from '../../model/component.js';
import {
  type JsonSchema,
  type JsonSchemaObject,
  type JsonSchemaType,
  typesOf,
} from '../../model/json-schema.js';
import { definitionName } from '../../model/json-schema/pointer.js';
import {
  isRecord,
  isScalar,
  isSchema,
  namedProperties,
  omit,
} from '../../model/json-schema/subschemas.js';
import { singular } from '../../model/singular.js';
import { generalAssertions } from '../shape/keywords.js';
import { merge } from '../shape/merge.js';
import type { Check, Checked } from '../shape/valid.js';
import { meaningOf, nameOfThing, sampleTexts } from './sample-text.js';

/** Where a value is wanted. */
interface Place {
  name: string;
  /** Position among items that must not be equal. */
  nth: number;
  /** How many references led here. */
  depth: number;
  /** What has the property. */
  thing?: string;
}

export interface SampleOptions {
  /** Only the properties that have to be there. */
  requiredOnly?: boolean;
  /** Tells samples of one schema apart. */
  nth?: number;
  /** Items of a list, where its schema allows as many; 1, unless stated. */
  items?: number;
  /** The properties whose schemas state null are there, and null. */
  nulls?: boolean;
  /** What the value is of, where its schema does not say so. */
  thing?: string;
}

export type Sampler = (schema: JsonSchema, place?: Place) => unknown;

/** What contains itself is followed so far. */
const MAX_DEPTH = 2;
/** Longer sample lists make a test unreadable. */
const MOST_ITEMS = 1_000;

/** Makes a valid value for a part of a schema; undefined where it finds none. */
export function sampler(
  { definitions, checkOf }: Checked,
  { requiredOnly = false, nth: start = 0, items: usual = 1, nulls = false, thing }: SampleOptions,
): Sampler {
  const root: Place = { name: thing ?? 'value', nth: 0, depth: 0 };
  const ordinal = counter(start);
  /** Objects and lists of valid parts, with the schema that they were made for. */
  const made = new WeakMap<object, JsonSchema>();
  return sample;

  function sample(schema: JsonSchema, place = root): unknown {
    if (typeof schema === 'boolean') return schema ? place.name : undefined;
    let isValid: Check | undefined;
    for (const idea of ideas(schema, place)) {
      if (idea === undefined) continue;
      const isOfValidParts = typeof idea === 'object' && idea !== null && made.get(idea) === schema;
      const check = isOfValidParts ? checkOf(withoutParts(schema)) : (isValid ??= checkOf(schema));
      if (check(idea)) return idea;
    }
    return undefined;
  }

  function madeFor<Made extends object | undefined>(schema: JsonSchema, value: Made): Made {
    if (value) made.set(value, schema);
    return value;
  }

  /** The likeliest first. */
  function* ideas(schema: JsonSchemaObject, place: Place): Generator {
    const { [SAMPLE]: known } = schema;
    if (isRecord(known)) {
      const { examples = [] } = known;
      yield* [examples].flat().map((value) => another(value, Math.max(start, place.nth)));
      yield sample({ ...omit(schema, [SAMPLE]), ...known, examples: [] }, place);
    }
    yield* stated(schema, place.nth).filter(
      (value) => isDeclared(value, schema) && !(requiredOnly && isRecord(value)),
    );
    const { $ref } = schema;
    if ($ref !== undefined) {
      const definition = definitions.get(definitionName($ref) ?? '') ?? true;
      if (place.depth < MAX_DEPTH) yield sample(definition, { ...place, depth: place.depth + 1 });
      return;
    }
    for (const keyword of ['oneOf', 'anyOf', 'allOf'].filter((name) => name in schema)) {
      const beside = omit(schema, [keyword]);
      for (const option of [schema[keyword]].flat().filter(isRecord)) {
        yield sample(merge(beside, option) ?? option, place);
      }
    }
    for (const type of likelyTypes(schema)) yield* ideasOfType(type, schema, place);
  }

  function* ideasOfType(type: JsonSchemaType, schema: JsonSchemaObject, place: Place): Generator {
    if (type === 'string')
      yield* sampleTexts(schema, place, ordinal(textKind(schema, place), place.nth));
    else if (type === 'number' || type === 'integer')
      yield* sampleNumbers(schema, type === 'integer', ordinal('number', place.nth));
    else if (type === 'boolean') yield* [place.nth === 0, place.nth !== 0];
    else if (type === 'null') yield null;
    else if (type === 'array') {
      yield madeFor(schema, array(schema, place, usual));
      if (usual > 1) yield madeFor(schema, array(schema, place, 1));
    } else yield madeFor(schema, object(schema, place));
  }

  function array(
    schema: JsonSchemaObject,
    { name, depth }: Place,
    count: number,
  ): unknown[] | undefined {
    const { prefixItems, items = true, minItems = 0 } = schema;
    const first = [prefixItems].flat().filter(isSchema);
    const length = listLength(schema, count);
    if (length > MOST_ITEMS) return undefined;
    const values = Array.from({ length }, (_, index) =>
      sample(first[index] ?? items, { name: singular(name), nth: index, depth }),
    );
    if (!values.includes(undefined)) return values;
    return minItems === 0 ? [] : undefined;
  }

  function object(schema: JsonSchemaObject, { name: ownName, depth }: Place): object {
    const { required = [], additionalProperties, [COMPONENT]: component } = schema;
    const owner = typeof component === 'string' ? component : ownName;
    const all = namedProperties(schema);
    const isNull = (property: JsonSchema) =>
      nulls && statesNull(property) && checkOf(property)(null);
    const entries = all
      .filter(([name, property]) => !requiredOnly || required.includes(name) || isNull(property))
      .map(([name, property]) => [
        name,
        isNull(property) ? null : sample(property, { name, nth: 0, depth, thing: owner }),
      ]);
    if (all.length === 0 && isRecord(additionalProperties) && !requiredOnly)
      entries.push(['key', sample(additionalProperties, { name: 'value', nth: 0, depth })]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as object;
  }
}

/** Texts of one kind are numbered together. */
const textKind = ({ format = '' }: JsonSchemaObject, place: Place): string =>
  `string ${format || (nameOfThing(place) ?? meaningOf(place.name) ?? place.name)}`;

/** How many items a sample list has where its schema allows `count`; items beyond the choices would repeat the first. */
function listLength(
  { prefixItems, items = true, minItems = 0, maxItems = Infinity }: JsonSchemaObject,
  count: number,
): number {
  const first = [prefixItems].flat().filter(isSchema);
  const choices = isRecord(items) ? (items.enum?.length ?? count) : count;
  const fitting = items === false ? 0 : Math.min(count, choices);
  return Math.min(Math.max(minItems, first.length, fitting), maxItems);
}

/** Whether samples may be null: of a result, its source says so. */
function statesNull(schema: JsonSchema): boolean {
  if (typeof schema === 'boolean') return false;
  const { [SAMPLE]: known } = schema;
  const { type, anyOf, oneOf } = isRecord(known) ? { ...schema, ...known } : schema;
  return [type].flat().includes('null') || [anyOf, oneOf].flat().filter(isSchema).some(statesNull);
}

/** What a schema says of an object or a list whose parts are valid: each part is checked once, and not at every level. */
const withoutParts = (schema: JsonSchemaObject): JsonSchemaObject => ({
  ...schema,
  ...(schema.properties && {
    properties: Object.fromEntries(Object.keys(schema.properties).map((name) => [name, true])),
  }),
  ...(isSchema(schema.items) && schema.items !== false && { items: true }),
});

/** How often something was counted before, so that no two values of a sample are the same. */
function counter(start: number) {
  const counts = new Map<string, number>();
  return (what: string, nth: number): number => {
    const count = counts.get(what) ?? 0;
    counts.set(what, count + 1);
    return Math.max(start + count, nth);
  };
}

/** Tells values like an example apart: numbers, words with a number at the end, sentences. */
function another(value: unknown, nth: number): unknown {
  if (nth === 0) return value;
  if (typeof value === 'number') return value + nth;
  if (typeof value !== 'string') return value;
  const counted = value.replace(/\d{1,9}$/, (end) =>
    String(Number(end) + nth).padStart(end.length, '0'),
  );
  return counted === value && value.includes(' ') ? `${value} ${nth + 1}` : counted;
}

/** What the schema itself gives as values. */
function stated(schema: JsonSchemaObject, nth: number): unknown[] {
  const { examples = [], enum: choices = [] } = schema;
  const constants = 'const' in schema ? [schema.const] : [];
  return [
    ...examples.slice(nth),
    ...(tells(schema.default) ? [schema.default] : []),
    ...constants,
    ...choices.slice(nth),
    ...choices,
  ];
}

/** Surely holds no property that the schema does not name: parsing might leave it out. */
function isDeclared(value: unknown, schema: JsonSchema): boolean {
  if (isScalar(value)) return true;
  if (typeof schema === 'boolean') return schema;
  if (generalAssertions(schema).length > 0) return false;
  const { properties, items = true } = schema;
  if (Array.isArray(value)) return value.every((item) => isDeclared(item, items));
  if (!isRecord(value) || !properties) return true;
  return Object.entries(value).every(
    ([name, inner]) =>
      Object.hasOwn(properties, name) && isDeclared(inner, properties[name] ?? true),
  );
}

/** Shows what values look like. */
const tells = (value: unknown): boolean =>
  value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0);

/** What a schema without a type speaks of; null only where nothing else is left. */
function likelyTypes(schema: JsonSchemaObject): readonly JsonSchemaType[] {
  const types = typesOf(schema);
  if (types.length > 0)
    return [...types].sort((one, other) => Number(one === 'null') - Number(other === 'null'));
  if (schema.properties ?? schema.required ?? schema.additionalProperties) return ['object'];
  if (schema.items ?? schema.prefixItems) return ['array'];
  return ['string', 'number', 'object', 'array', 'boolean', 'null'];
}

/** Numbers that may suit a schema, the likeliest first. `nth`: the position among siblings that must differ. */
function sampleNumbers(schema: JsonSchemaObject, isInteger: boolean, nth: number): number[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
  const low = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const step = multipleOf ?? 1;
  const up = Math.ceil(low / step);
  const down = Math.floor(high / step);
  const steps = [up + nth, up + nth + 1, down - nth, down - nth - 1].map((count) => count * step);
  const numbers = [1 + nth, ...steps, 0, low, high, (low + high) / 2];
  return numbers.filter((number) =>
    isInteger ? Number.isInteger(number) : Number.isFinite(number),
  );
}
