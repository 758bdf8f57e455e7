import { isObject, objectOrEmpty } from '../../utils/is-object.js';
import { pointerTarget } from '../../utils/json-pointer.js';
import { truncate } from '../../utils/truncate.js';
import type { ServiceRules } from './service.js';

type Schema = Record<string, unknown>;

/** A schema that a service accepts. The tool's server checks arguments against the original. */
export interface FittedSchema {
  schema: Schema;
  /** Aliases that the model sees, by the argument names that the service does not accept. */
  aliases: ReadonlyMap<string, string>;
}

/** Most nodes of a schema. Larger ones, such as those with many references to one definition, end with open schemas. */
const MAX_NODES = 3_000;
const MAX_LEVELS = 24;
/** Longest JSON of a keyword within a description. */
const MAX_KEYWORD_LENGTH = 300;

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

const isNumber = (value: unknown): boolean => Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
/** Returns whether a count is small: llama.cpp turns each count into grammar rules and refuses many. */
const isSmall = (value: unknown): boolean => isCount(value) && Number(value) <= 100;
const isText = (value: unknown): boolean => typeof value === 'string';

/** Checks of the values of keywords that most parsers support. */
const SIMPLE_CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  minimum: isNumber,
  maximum: isNumber,
  minLength: isSmall,
  maxLength: isSmall,
  minItems: isSmall,
  maxItems: isSmall,
};
const FULL_CHECKS: typeof SIMPLE_CHECKS = {
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

const KEYWORDS: Readonly<Record<ServiceRules['schemas'], typeof SIMPLE_CHECKS>> = {
  full: FULL_CHECKS,
  simple: SIMPLE_CHECKS,
  bare: {},
};

/** Alternatives that together allow any value. */
const ANYTHING: readonly Schema[] = [
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'object' },
  { type: 'array', items: {} },
];

/** Keywords that describe no arguments or that other code reads. */
const IGNORED_KEYWORDS =
  /^(\$.*|id|title|description|type|nullable|properties|required|items|enum|const|anyOf|oneOf|allOf|definitions|deprecated|readOnly|writeOnly|x-.*|example|discriminator|externalDocs|xml|unevaluated.*|additionalItems)$/;

/** Adapts the input schema of a tool to a service. */
export function fitSchema(schema: Schema, rules: ServiceRules): FittedSchema {
  const fitter = new SchemaFitter(schema, rules);
  return { schema: fitter.root(), aliases: fitter.aliases };
}

class SchemaFitter {
  readonly aliases = new Map<string, string>();
  readonly #usedNames: Set<string>;
  readonly #rootSchema: Schema;
  readonly #rules: ServiceRules;
  #nodes = 0;

  constructor(rootSchema: Schema, rules: ServiceRules) {
    this.#rootSchema = rootSchema;
    this.#rules = rules;
    this.#usedNames = propertyNamesIn(rootSchema);
  }

  /** Returns the root schema: always an object with properties and without combinators. */
  root(): Schema {
    const { schema, refs } = this.#resolve(this.#rootSchema, []);
    const object = {
      ...withoutKeys(this.#mergeAlternatives(schema, refs), ['enum', 'const', 'nullable']),
      type: 'object',
    };
    return { properties: {}, ...this.#fitFlat(object, refs) };
  }

  #fit(value: unknown, refs: readonly string[]): Schema {
    if (!isObject(value) || ++this.#nodes > MAX_NODES || refs.length > MAX_LEVELS)
      return this.#anySchema();
    const { schema, refs: inner } = this.#resolve(value, refs);
    const isFolded = isObject(schema.properties) || Object.hasOwn(schema, 'required');
    return this.#fitFlat(isFolded ? this.#mergeAlternatives(schema, inner) : schema, inner);
  }

  #fitFlat(schema: Schema, refs: readonly string[]): Schema {
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
    const words = keywordDescriptions(schema, this.#keywordChecks);
    const fittedSchema: Schema = {};
    if (isFull && types.length > 1) fittedSchema.type = types;
    else if (type !== undefined) fittedSchema.type = type;
    if (!isFull && type !== undefined && types.includes('null')) words.push('or null');
    Object.assign(fittedSchema, this.#values(schema, type, words), this.#keywords(schema));
    if (types.includes('object')) Object.assign(fittedSchema, this.#object(schema, refs));
    if (types.includes('array')) fittedSchema.items = this.#items(schema, refs);
    if (Object.keys(fittedSchema).length === 0) Object.assign(fittedSchema, this.#anySchema());
    return this.#withDescription(fittedSchema, schema, words);
  }

  #withDescription(fittedSchema: Schema, schema: Schema, words: readonly string[]): Schema {
    const complete = withDescription(fittedSchema, schema, words);
    const isOpen = complete.type === undefined && complete.anyOf === undefined;
    // llama.cpp accepts a schema without a type only if it is empty.
    return isOpen && this.#rules.schemas !== 'full' && complete.description !== undefined
      ? { ...complete, anyOf: ANYTHING }
      : complete;
  }

  /** A schema that accepts any value. */
  #anySchema = (): Schema => (this.#rules.openSchemas ? {} : { type: 'string' });

  get #keywordChecks() {
    return KEYWORDS[this.#rules.schemas];
  }

  #keywords(schema: Schema): Schema {
    const checks = this.#keywordChecks;
    return Object.fromEntries(
      Object.entries(schema).filter(([key, value]) => checks[key]?.(value) === true),
    );
  }

  /** Returns the `enum` of a schema; every service accepts one of non-empty strings. Other values become words. */
  #values(schema: Schema, type: string | undefined, words: string[]): Schema {
    const values = Object.hasOwn(schema, 'const') ? [schema.const] : schema.enum;
    if (!Array.isArray(values) || values.length === 0) return {};
    const distinctValues = [...new Set<unknown>(values)];
    const isText = distinctValues.every((value) => typeof value === 'string' && value !== '');
    const { schemas } = this.#rules;
    const isAcceptedEnum = isText && type === 'string' && schemas === 'simple';
    if (schemas === 'full' || isAcceptedEnum) return { enum: distinctValues };
    words.push(`one of: ${briefJson(distinctValues)}`);
    return {};
  }

  #items(schema: Schema, refs: readonly string[]): Schema {
    const { items, prefixItems } = schema;
    const tuple = Array.isArray(items) ? items : prefixItems;
    if (!Array.isArray(tuple)) return this.#fit(items, [...refs, '']);
    return this.#fit(tuple.length === 1 ? tuple[0] : { anyOf: tuple }, [...refs, '']);
  }

  #object(schema: Schema, refs: readonly string[]): Schema {
    const required = requiredNamesOf(schema.required);
    const base: Schema = {
      ...Object.fromEntries(required.map((name) => [name, {}])),
      ...(isObject(schema.properties) && schema.properties),
    };
    const properties = Object.entries(base).map(([name, value]) => {
      const alias = this.#aliasOf(name);
      const propertySchema = { ...(isObject(value) && value) };
      if (alias !== name)
        propertySchema.description = [`Named ${JSON.stringify(name)}.`, propertySchema.description]
          .filter(isFilled)
          .join(' ');
      return [alias, this.#fit(propertySchema, [...refs, ''])] as const;
    });
    const { additionalProperties: additional } = schema;
    const isFull = this.#rules.schemas === 'full';
    const isEmpty = properties.length === 0 && !this.#rules.openSchemas;
    return {
      ...(!isEmpty && { properties: Object.fromEntries(properties) }),
      ...(required.length > 0 && { required: required.map((name) => this.#aliasOf(name)) }),
      ...(isFull && typeof additional === 'boolean' && { additionalProperties: additional }),
      ...(isFull &&
        isObject(additional) && { additionalProperties: this.#fit(additional, [...refs, '']) }),
    };
  }

  #anyOf(schema: Schema, alternatives: readonly Schema[], refs: readonly string[]): Schema {
    const type = schema.type === undefined ? {} : { type: schema.type };
    const fittedAlternatives = alternatives.map((alternative) =>
      this.#fit({ ...type, ...alternative }, [...refs, '']),
    );
    const isNull = ({ type }: Schema, index: number) =>
      type === 'null' || alternatives[index]?.type === 'null';
    const isFull = this.#rules.schemas === 'full';
    const usedAlternatives = isFull
      ? fittedAlternatives
      : fittedAlternatives.filter((fittedAlternative, index) => !isNull(fittedAlternative, index));
    const words = keywordDescriptions(schema, this.#keywordChecks);
    if (usedAlternatives.length < fittedAlternatives.length) words.push('or null');
    const unique = [
      ...new Map(
        usedAlternatives.map((usedAlternative) => [
          JSON.stringify(usedAlternative),
          usedAlternative,
        ]),
      ).values(),
    ];
    const [only] = unique;
    if (unique.length === 1 && only) return this.#withDescription(only, schema, words);
    if (only === undefined) return this.#fitFlat(withoutKeys(schema, ['anyOf', 'oneOf']), refs);
    return this.#withDescription(
      { anyOf: unique, ...(isFull && this.#keywords(schema)) },
      schema,
      words,
    );
  }

  /** Resolves references and merges `allOf`. */
  #resolve(schema: Schema, refs: readonly string[]): { schema: Schema; refs: readonly string[] } {
    const { $ref, allOf, ...ownKeywords } = schema;
    let resolvedSchema: Schema = ownKeywords;
    let openRefs = refs;
    if (typeof $ref === 'string') {
      const target = refs.includes($ref) ? undefined : pointerTarget(this.#rootSchema, $ref);
      if (isObject(target) && ++this.#nodes <= MAX_NODES) {
        const referred = this.#resolve(target, [...refs, $ref]);
        resolvedSchema = { ...referred.schema, ...ownKeywords };
        openRefs = referred.refs;
      }
    }
    for (const part of Array.isArray(allOf) ? allOf : []) {
      if (!isObject(part) || ++this.#nodes > MAX_NODES) continue;
      const inner = this.#resolve(part, openRefs);
      resolvedSchema = withKeywordsOf(resolvedSchema, inner.schema);
      openRefs = inner.refs;
    }
    return { schema: resolvedSchema, refs: openRefs };
  }

  /** Turns the alternatives of an object into optional properties; its description states which belong together. */
  #mergeAlternatives(schema: Schema, refs: readonly string[]): Schema {
    const alternatives = alternativesIn(schema)
      .map((alternative) => this.#resolve(alternative, [...refs, '']))
      .map(({ schema: alternative, refs: open }) =>
        alternativesIn(alternative).length > 0 && open.length < MAX_LEVELS
          ? this.#mergeAlternatives(alternative, open)
          : alternative,
      )
      .filter((alternative) => typesOf(alternative).every((type) => type === 'object'));
    const rest = withoutKeys(schema, ['anyOf', 'oneOf']);
    if (alternatives.length === 0) return rest;
    const required = new Set(requiredNamesOf(rest.required));
    const requiredNames = alternatives.map((alternative) => requiredNamesOf(alternative.required));
    const [first = [], ...others] = requiredNames;
    for (const name of first) if (others.every((names) => names.includes(name))) required.add(name);
    const combinations = requiredNames.map((names) => {
      const extra = names.filter((name) => !required.has(name));
      return extra.length > 0
        ? extra.map((name) => this.#aliasOf(name)).join(', ')
        : 'none of these';
    });
    const isChoice = requiredNames.some((names) => names.some((name) => !required.has(name)));
    const properties = new Map<string, unknown[]>();
    for (const { properties: members } of [rest, ...alternatives])
      for (const [name, value] of Object.entries(objectOrEmpty(members)))
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
          values.length > 1 ? alternativesOf(values) : values[0],
        ]),
      ),
    };
  }

  #aliasOf(name: string): string {
    if (this.#rules.propertyNames.test(name)) return name;
    const existingAlias = this.aliases.get(name);
    if (existingAlias !== undefined) return existingAlias;
    const asciiName = name
      .replace(/[^A-Za-z0-9_]+/g, '_')
      .replace(/^[_\d]+|_+$/g, '')
      .slice(0, 56);
    for (let count = 1; ; count++) {
      const alias = `${asciiName || 'value'}${count === 1 ? '' : `_${count}`}`;
      if (this.#usedNames.has(alias)) continue;
      this.#usedNames.add(alias);
      this.aliases.set(name, alias);
      return alias;
    }
  }
}

const withoutKeys = (schema: Schema, keys: readonly string[]): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));

/** Returns the schema of a property for which several alternatives have a schema: one of them if all are equal. */
function alternativesOf(values: unknown[]): unknown {
  const unique = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  const texts = unique.map((value) => (isObject(value) ? value.const : undefined));
  if (texts.every((value) => typeof value === 'string')) return { type: 'string', enum: texts };
  return unique.length === 1 ? unique[0] : { anyOf: unique };
}

/**
 * Returns a schema with the members and keywords of both, those of the first with precedence. It is
 * not their intersection: it tells a model what to send, and the server checks the arguments.
 */
function withKeywordsOf(first: Schema, second: Schema): Schema {
  const properties = {
    ...(isObject(second.properties) && second.properties),
    ...(isObject(first.properties) && first.properties),
  };
  const required = [...requiredNamesOf(first.required), ...requiredNamesOf(second.required)];
  return {
    ...second,
    ...first,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

/** Returns the JSON Schema types of a schema; if it states none, those that other keywords imply. */
function typesOf({ type, nullable, properties, items, prefixItems, ...schema }: Schema): string[] {
  const typeNames = (Array.isArray(type) ? type : [type]).filter((typeName) =>
    TYPES.has(String(typeName)),
  );
  const values = Object.hasOwn(schema, 'const') ? [schema.const] : schema.enum;
  const isText = Array.isArray(values) && values.some((value) => typeof value === 'string');
  const impliedTypes = isObject(properties)
    ? ['object']
    : items !== undefined || prefixItems !== undefined
      ? ['array']
      : isText
        ? ['string']
        : [];
  const types = typeNames.length > 0 ? typeNames.map(String) : impliedTypes;
  return [...new Set(nullable === true && types.length > 0 ? [...types, 'null'] : types)];
}

const alternativesIn = ({ anyOf, oneOf }: Schema): Schema[] =>
  [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));

/** Returns the keywords that the service does not accept, as words of the description. */
function keywordDescriptions(schema: Schema, checks: typeof SIMPLE_CHECKS): string[] {
  return Object.entries(schema)
    .filter(([key, value]) => !IGNORED_KEYWORDS.test(key) && checks[key]?.(value) !== true)
    .filter(
      ([key, value]) =>
        key !== 'additionalProperties' || (isObject(value) && checks !== FULL_CHECKS),
    )
    .map(([key, value]) => `${key}: ${briefJson(value)}`);
}

const isFilled = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '';

function withDescription(
  fittedSchema: Schema,
  { description, title }: Schema,
  words: readonly string[],
): Schema {
  const texts = [description, fittedSchema.description].filter(isFilled);
  if (texts.length === 0 && isFilled(title)) texts.push(title);
  if (words.length > 0) texts.push(`(${words.join('; ')})`);
  return texts.length === 0
    ? fittedSchema
    : { ...fittedSchema, description: [...new Set(texts)].join(' ') };
}

/** Names of all properties at every level. */
function propertyNamesIn(value: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) propertyNamesIn(item, names);
  if (!isObject(value)) return names;
  if (isObject(value.properties)) for (const name of Object.keys(value.properties)) names.add(name);
  for (const inner of Object.values(value)) propertyNamesIn(inner, names);
  return names;
}

const requiredNamesOf = (required: unknown): string[] =>
  Array.isArray(required)
    ? [...new Set(required.filter((name): name is string => typeof name === 'string'))]
    : [];

const briefJson = (value: unknown): string => truncate(JSON.stringify(value), MAX_KEYWORD_LENGTH);

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}

/** Copies arguments with renamed keys at every level. */
export function renameKeys(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (names.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [names.get(key) ?? key, renameKeys(item, names)]),
  );
}
