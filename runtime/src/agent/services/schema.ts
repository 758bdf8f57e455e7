import { isObject } from '../../utils/is-object.js';
import { truncate } from '../../utils/truncate.js';
import type { Rules } from './service.js';

type Schema = Record<string, unknown>;

/** A schema as a service accepts it. The server of the tool checks the arguments by its own. */
export interface FittedSchema {
  schema: Schema;
  /** By the names of arguments that the service does not accept, those that the model gets. */
  aliases: ReadonlyMap<string, string>;
}

/** Larger ones, such as those with many references to one definition, end with open schemas. */
const MOST_NODES = 3_000;
const MOST_LEVELS = 24;
/** A keyword is told in a description at most at this length. */
const MOST_CHARACTERS = 300;

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

const isNumber = (value: unknown): boolean => Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
/** llama.cpp makes rules of a grammar of each count, and refuses many. */
const isSmall = (value: unknown): boolean => isCount(value) && Number(value) <= 100;
const isText = (value: unknown): boolean => typeof value === 'string';

/** Keywords that are passed on where their value is valid. */
const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  minimum: isNumber,
  maximum: isNumber,
  minLength: isSmall,
  maxLength: isSmall,
  minItems: isSmall,
  maxItems: isSmall,
};
const FULL: typeof SIMPLE = {
  minimum: isNumber,
  maximum: isNumber,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  title: isText,
  format: isText,
  pattern: (value) => isText(value) && isPattern(String(value)),
  default: () => true,
  examples: Array.isArray,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => isNumber(value) && Number(value) > 0,
  uniqueItems: (value) => typeof value === 'boolean',
  minProperties: isCount,
  maxProperties: isCount,
};

const KEYWORDS: Readonly<Record<Rules['schemas'], typeof SIMPLE>> = {
  full: FULL,
  simple: SIMPLE,
  bare: {},
};

/** A value of any type. */
const ANYTHING: readonly Schema[] = [
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'object' },
  { type: 'array', items: {} },
];

/** Keywords that say nothing about arguments, or that are read elsewhere. */
const SILENT =
  /^(\$.*|id|title|description|type|nullable|properties|required|items|enum|const|anyOf|oneOf|allOf|definitions|deprecated|readOnly|writeOnly|x-.*|example|discriminator|externalDocs|xml|unevaluated.*|additionalItems)$/;

/** Brings the input schema of a tool into what a service accepts. */
export function fitSchema(schema: Schema, rules: Rules): FittedSchema {
  const fitting = new Fitting(schema, rules);
  return { schema: fitting.root(), aliases: fitting.aliases };
}

class Fitting {
  readonly aliases = new Map<string, string>();
  readonly #names: Set<string>;
  readonly #whole: Schema;
  readonly #rules: Rules;
  #nodes = 0;

  constructor(whole: Schema, rules: Rules) {
    this.#whole = whole;
    this.#rules = rules;
    this.#names = namesIn(whole);
  }

  /** Always an object with properties, and without combinators. */
  root(): Schema {
    const { schema, refs } = this.#flat(this.#whole, []);
    const object = {
      ...without(this.#folded(schema, refs), ['enum', 'const', 'nullable']),
      type: 'object',
    };
    return { properties: {}, ...this.#fitted(object, refs) };
  }

  #fit(value: unknown, refs: readonly string[]): Schema {
    if (!isObject(value) || ++this.#nodes > MOST_NODES || refs.length > MOST_LEVELS)
      return this.#any();
    const { schema, refs: inner } = this.#flat(value, refs);
    const isFolded = isObject(schema.properties) || Object.hasOwn(schema, 'required');
    return this.#fitted(isFolded ? this.#folded(schema, inner) : schema, inner);
  }

  #fitted(schema: Schema, refs: readonly string[]): Schema {
    const alternatives = alternativesIn(schema);
    if (alternatives.length > 0) return this.#anyOf(schema, alternatives, refs);
    const types = typesOf(schema);
    const others = types.filter((type) => type !== 'null');
    const isFull = this.#rules.schemas === 'full';
    if (others.length > 1 && !isFull) {
      const { description, ...rest } = schema;
      return this.#anyOf(
        { description },
        others.map((type) => ({ ...rest, type })),
        refs,
      );
    }
    const [type] = others;
    const words = wordsOf(schema, this.#isKept);
    const fitted: Schema = {};
    if (isFull && types.length > 1) fitted.type = types;
    else if (type !== undefined) fitted.type = type;
    if (!isFull && type !== undefined && types.includes('null')) words.push('or null');
    Object.assign(fitted, this.#values(schema, type, words), this.#keywords(schema));
    if (types.includes('object')) Object.assign(fitted, this.#object(schema, refs));
    if (types.includes('array')) fitted.items = this.#items(schema, refs);
    if (Object.keys(fitted).length === 0) Object.assign(fitted, this.#any());
    return this.#described(fitted, schema, words);
  }

  #described(fitted: Schema, schema: Schema, words: readonly string[]): Schema {
    const complete = described(fitted, schema, words);
    const isOpen = complete.type === undefined && complete.anyOf === undefined;
    // llama.cpp takes a schema without a type only where it is empty.
    return isOpen && this.#rules.schemas !== 'full' && complete.description !== undefined
      ? { ...complete, anyOf: ANYTHING }
      : complete;
  }

  /** A value of any type. */
  #any = (): Schema => (this.#rules.openSchemas ? {} : { type: 'string' });

  get #isKept() {
    return KEYWORDS[this.#rules.schemas];
  }

  #keywords(schema: Schema): Schema {
    const isKept = this.#isKept;
    return Object.fromEntries(
      Object.entries(schema).filter(([key, value]) => isKept[key]?.(value) === true),
    );
  }

  /** Every service takes an `enum` of texts that are not empty. */
  #values(schema: Schema, type: string | undefined, words: string[]): Schema {
    const values = Object.hasOwn(schema, 'const') ? [schema.const] : schema.enum;
    if (!Array.isArray(values) || values.length === 0) return {};
    const distinct = [...new Set<unknown>(values)];
    const isText = distinct.every((value) => typeof value === 'string' && value !== '');
    const { schemas } = this.#rules;
    const isTaken = isText && type === 'string' && schemas === 'simple';
    if (schemas === 'full' || isTaken) return { enum: distinct };
    words.push(`one of: ${briefJson(distinct)}`);
    return {};
  }

  #items(schema: Schema, refs: readonly string[]): Schema {
    const { items, prefixItems } = schema;
    const tuple = Array.isArray(items) ? items : prefixItems;
    if (!Array.isArray(tuple)) return this.#fit(items, [...refs, '']);
    return this.#fit(tuple.length === 1 ? tuple[0] : { anyOf: tuple }, [...refs, '']);
  }

  #object(schema: Schema, refs: readonly string[]): Schema {
    const required = namesOf(schema.required);
    const base: Schema = {
      ...Object.fromEntries(required.map((name) => [name, {}])),
      ...(isObject(schema.properties) && schema.properties),
    };
    const properties = Object.entries(base).map(([name, value]) => {
      const alias = this.#aliasOf(name);
      const named = { ...(isObject(value) && value) };
      if (alias !== name)
        named.description = [`Named ${JSON.stringify(name)}.`, named.description]
          .filter(isFilled)
          .join(' ');
      return [alias, this.#fit(named, [...refs, ''])] as const;
    });
    const { additionalProperties: more } = schema;
    const isFull = this.#rules.schemas === 'full';
    const isEmpty = properties.length === 0 && !this.#rules.openSchemas;
    return {
      ...(!isEmpty && { properties: Object.fromEntries(properties) }),
      ...(required.length > 0 && { required: required.map((name) => this.#aliasOf(name)) }),
      ...(isFull && typeof more === 'boolean' && { additionalProperties: more }),
      ...(isFull && isObject(more) && { additionalProperties: this.#fit(more, [...refs, '']) }),
    };
  }

  #anyOf(schema: Schema, alternatives: readonly Schema[], refs: readonly string[]): Schema {
    const type = schema.type === undefined ? {} : { type: schema.type };
    const all = alternatives.map((one) => this.#fit({ ...type, ...one }, [...refs, '']));
    const isNull = ({ type }: Schema, index: number) =>
      type === 'null' || alternatives[index]?.type === 'null';
    const isFull = this.#rules.schemas === 'full';
    const kept = isFull ? all : all.filter((one, index) => !isNull(one, index));
    const words = wordsOf(schema, this.#isKept);
    if (kept.length < all.length) words.push('or null');
    const unique = [...new Map(kept.map((one) => [JSON.stringify(one), one])).values()];
    const [only] = unique;
    if (unique.length === 1 && only) return this.#described(only, schema, words);
    if (only === undefined) return this.#fitted(without(schema, ['anyOf', 'oneOf']), refs);
    return this.#described({ anyOf: unique, ...(isFull && this.#keywords(schema)) }, schema, words);
  }

  /** Without references and `allOf`. */
  #flat(schema: Schema, refs: readonly string[]): { schema: Schema; refs: readonly string[] } {
    const { $ref, allOf, ...own } = schema;
    let flat: Schema = own;
    let open = refs;
    if (typeof $ref === 'string') {
      const target = refs.includes($ref) ? undefined : targetOf(this.#whole, $ref);
      if (isObject(target) && ++this.#nodes <= MOST_NODES) {
        const inner = this.#flat(target, [...refs, $ref]);
        flat = { ...inner.schema, ...own };
        open = inner.refs;
      }
    }
    for (const part of Array.isArray(allOf) ? allOf : []) {
      if (!isObject(part) || ++this.#nodes > MOST_NODES) continue;
      const inner = this.#flat(part, open);
      flat = merged(flat, inner.schema);
      open = inner.refs;
    }
    return { schema: flat, refs: open };
  }

  /** Alternatives of an object become optional properties, with words that say what belongs together. */
  #folded(schema: Schema, refs: readonly string[]): Schema {
    const alternatives = alternativesIn(schema)
      .map((one) => this.#flat(one, [...refs, '']))
      .map(({ schema: one, refs: open }) =>
        alternativesIn(one).length > 0 && open.length < MOST_LEVELS ? this.#folded(one, open) : one,
      )
      .filter((one) => typesOf(one).every((type) => type === 'object'));
    const rest = without(schema, ['anyOf', 'oneOf']);
    if (alternatives.length === 0) return rest;
    const required = new Set(namesOf(rest.required));
    const needs = alternatives.map((one) => namesOf(one.required));
    const [first = [], ...others] = needs;
    for (const name of first) if (others.every((names) => names.includes(name))) required.add(name);
    const combinations = needs.map((names) => {
      const extra = names.filter((name) => !required.has(name));
      return extra.length > 0
        ? extra.map((name) => this.#aliasOf(name)).join(', ')
        : 'none of these';
    });
    const isChoice = needs.some((names) => names.some((name) => !required.has(name)));
    const properties = new Map<string, unknown[]>();
    for (const { properties: each } of [rest, ...alternatives])
      for (const [name, value] of Object.entries(isObject(each) ? each : {}))
        properties.set(name, [...(properties.get(name) ?? []), value]);
    const sentence = isChoice
      ? `Required together: ${[...new Set(combinations)].join('; or ')}.`
      : '';
    return {
      ...rest,
      type: 'object',
      description: [rest.description, sentence].filter(Boolean).join(' '),
      required: [...required],
      properties: Object.fromEntries(
        [...properties].map(([name, values]) => [
          name,
          values.length > 1 ? oneOf(values) : values[0],
        ]),
      ),
    };
  }

  #aliasOf(name: string): string {
    if (this.#rules.propertyNames.test(name)) return name;
    const known = this.aliases.get(name);
    if (known !== undefined) return known;
    const plain = name
      .replace(/[^A-Za-z0-9_]+/g, '_')
      .replace(/^[_\d]+|_+$/g, '')
      .slice(0, 56);
    for (let count = 1; ; count++) {
      const alias = `${plain || 'value'}${count === 1 ? '' : `_${count}`}`;
      if (this.#names.has(alias)) continue;
      this.#names.add(alias);
      this.aliases.set(name, alias);
      return alias;
    }
  }
}

const without = (schema: Schema, keys: readonly string[]): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));

/** A property that several alternatives have: one schema where it is the same in all. */
function oneOf(values: unknown[]): unknown {
  const unique = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  const texts = unique.map((value) => (isObject(value) ? value.const : undefined));
  if (texts.every((value) => typeof value === 'string')) return { type: 'string', enum: texts };
  return unique.length === 1 ? unique[0] : { anyOf: unique };
}

function merged(one: Schema, other: Schema): Schema {
  const properties = {
    ...(isObject(other.properties) && other.properties),
    ...(isObject(one.properties) && one.properties),
  };
  const required = [...namesOf(one.required), ...namesOf(other.required)];
  return {
    ...other,
    ...one,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

/** Types that JSON Schema has; those that other keywords imply where it states none. */
function typesOf({ type, nullable, properties, items, prefixItems, ...schema }: Schema): string[] {
  const typeNames = (Array.isArray(type) ? type : [type]).filter((each) => TYPES.has(String(each)));
  const values = Object.hasOwn(schema, 'const') ? [schema.const] : schema.enum;
  const isText = Array.isArray(values) && values.some((value) => typeof value === 'string');
  const implied = isObject(properties)
    ? ['object']
    : items !== undefined || prefixItems !== undefined
      ? ['array']
      : isText
        ? ['string']
        : [];
  const types = typeNames.length > 0 ? typeNames.map(String) : implied;
  return [...new Set(nullable === true && types.length > 0 ? [...types, 'null'] : types)];
}

const alternativesIn = ({ anyOf, oneOf: one }: Schema): Schema[] =>
  [anyOf, one].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));

/** What the service does not take as keywords, in the words of JSON Schema. */
function wordsOf(schema: Schema, isKept: typeof SIMPLE): string[] {
  return Object.entries(schema)
    .filter(([key, value]) => !SILENT.test(key) && isKept[key]?.(value) !== true)
    .filter(
      ([key, value]) => key !== 'additionalProperties' || (isObject(value) && isKept !== FULL),
    )
    .map(([key, value]) => `${key}: ${briefJson(value)}`);
}

const isFilled = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '';

function described(
  fitted: Schema,
  { description, title }: Schema,
  words: readonly string[],
): Schema {
  const texts = [description, fitted.description].filter(isFilled);
  if (texts.length === 0 && isFilled(title)) texts.push(title);
  if (words.length > 0) texts.push(`(${words.join('; ')})`);
  return texts.length === 0 ? fitted : { ...fitted, description: [...new Set(texts)].join(' ') };
}

/** A pointer within the schema (RFC 6901). */
function targetOf(whole: Schema, ref: string): unknown {
  if (!ref.startsWith('#')) return undefined;
  let target: unknown = whole;
  for (const part of ref.split('/').slice(1)) {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    const parent = target as Schema | null | undefined;
    const isThere = typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key);
    target = isThere ? parent[key] : undefined;
  }
  return target;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Names of all properties, at every level. */
function namesIn(value: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) namesIn(item, names);
  if (!isObject(value)) return names;
  if (isObject(value.properties)) for (const name of Object.keys(value.properties)) names.add(name);
  for (const inner of Object.values(value)) namesIn(inner, names);
  return names;
}

const namesOf = (required: unknown): string[] =>
  Array.isArray(required)
    ? [...new Set(required.filter((name): name is string => typeof name === 'string'))]
    : [];

const briefJson = (value: unknown): string => truncate(JSON.stringify(value), MOST_CHARACTERS);

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}

/** A copy of arguments with other names, at every level. */
export function renameKeys(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (names.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [names.get(key) ?? key, renameKeys(item, names)]),
  );
}
