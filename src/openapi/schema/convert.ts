import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { pointerKeys } from '../../../runtime/src/utils/json-pointer.js';
import { COMPONENT, SAMPLE, withComponent } from '../../model/component.js';
import { parseJson } from '../../model/json.js';
import { wrongValues } from '../../model/json-schema/keyword-values.js';
import { omit, pick, propertyNames } from '../../model/json-schema/subschemas.js';
import { withFullStop, wordsOfName } from '../../model/names.js';
import { looksSecret } from '../../model/secrets.js';
import { hash } from '../argument-names.js';
import { followReferences } from '../document/references.js';
import {
  listOrEmpty,
  nonBlankText,
  ownValue,
  type RawObject,
  requiredIn,
  type Schema,
} from '../model.js';
import { shortTextInSentences, withUnit } from '../short-text.js';
import { isAnnotation, withoutAllOf } from './all-of.js';
import { referenceSiblings, withAnnotations } from './annotations.js';
import { isConstraint, looseSchema, requirementSentences, withoutDuplicates } from './branches.js';
import {
  subtypeChoice,
  subtypeReferences,
  subtypesText,
  withDiscriminators,
} from './discriminator.js';
import { impliedType, withStandardType } from './implied-type.js';
import {
  BOUNDS,
  isOfType,
  schemaBounds,
  SUPPORTED_KEYWORDS,
  withPossibleKeywords,
} from './keywords.js';
import {
  acceptDigits,
  distinctBranches,
  isRounded,
  isWide,
  withoutRounded,
} from './large-integers.js';
import { allowsNull, asNullable, nonNullSchema } from './nullable.js';
import { mergedTarget } from './serialized-shape.js';

interface Conversion {
  document: RawObject;
  /** An output has no constraints, so that every response is valid. */
  io: 'input' | 'output';
  /** input: optional properties may be null, which clears them in a JSON body. */
  keepNull?: boolean;
  /** Longest description in characters. */
  descriptions: number;
  /** Levels below the root that have descriptions; all of them if it is absent. */
  describedDepth?: number;
  /** Whether the properties of the root are arguments, so that `readOnly` of a shared schema does not apply. */
  argumentsAtRoot?: boolean;
  /** Levels below the root; deeper schemas have only a type. References are inlined. */
  depth?: number;
  /** Whether the descriptions of deeper schemas name their members. */
  namesMembers?: boolean;
  lost: (kind: string, detail: string) => void;
}

interface ConversionSession {
  readonly conversion: Conversion;
  readonly defs: Map<string, Schema>;
  readonly byRef: Map<string, string>;
  readonly open: string[];
  /** References that were reached again within what they refer to. */
  readonly recursive: Set<string>;
}

/** Returns the schema as draft-07. Schemas that the document refers to are in `$defs`. */
export function convertSchema(schema: unknown, to: Conversion): Schema {
  const session: ConversionSession = {
    conversion: to,
    defs: new Map(),
    byRef: new Map(),
    open: [],
    recursive: new Set(),
  };
  const root = convertPart(schema, session, 0);
  return session.defs.size === 0 ? root : { ...root, $defs: Object.fromEntries(session.defs) };
}

/** Removes titles that programs such as Pydantic derive from the name of a schema. */
function withoutOwnName(schema: unknown, name: string): unknown {
  const isNameOfTitle =
    isObject(schema) &&
    wordsOfName(nonBlankText(schema.title) ?? '').join() === wordsOfName(name).join();
  return isNameOfTitle ? omit(schema, ['title']) : schema;
}

function convertPart(statedSchema: unknown, session: ConversionSession, depth: number): Schema {
  const { conversion: to } = session;
  if (statedSchema === false) return { not: {} };
  if (!isObject(statedSchema)) return {};
  if (typeof statedSchema.$ref === 'string')
    return convertReference(statedSchema, statedSchema.$ref, session, depth);
  const alone = listOrEmpty(statedSchema.allOf);
  if (
    alone.length === 1 &&
    isObject(alone[0]) &&
    typeof alone[0].$ref === 'string' &&
    Object.keys(statedSchema).every((key) => key === 'allOf' || isAnnotation(key))
  ) {
    return withAnnotations(
      statedSchema,
      convertNullable(statedSchema, convertPart(alone[0], session, depth), session),
      to,
    );
  }
  let schema = statedSchema;
  if (alone.length > 0) {
    const mergedSchema = withoutAllOf(statedSchema, to.document);
    if (mergedSchema) schema = mergedSchema;
    else if (to.io === 'output') schema = looseSchema(statedSchema, to.document);
  }
  const subtypes = to.io === 'input' ? subtypeReferences(schema, to.document) : [];
  if (subtypes.length === 0) return convertSubschema(schema, session, depth);
  const choice =
    depth > 0 && to.depth === undefined ? subtypeChoice(schema, subtypes, to.document) : undefined;
  if (!choice) to.lost('discriminator', subtypesText(subtypes));
  return convertSubschema(choice ?? schema, session, depth);
}

function convertSubschema(
  statedSchema: RawObject,
  session: ConversionSession,
  depth: number,
): Schema {
  const { conversion: to } = session;
  const typedSchema = withTypedValues(withValidKeywords(statedSchema, to), to);
  const schema =
    to.io === 'output'
      ? typedSchema
      : withoutRounded(withPossibleKeywords(typedSchema, to.lost), to.lost);
  const result: Schema = {};
  const type = impliedType(schema);
  if (type !== undefined) result.type = type;
  if (isWide(schema, to.io)) acceptDigits(result, to.io);
  // FastAPI generates titles such as "Response Rooms-List Rooms" for results.
  const title = depth > 0 ? nonBlankText(schema.title) : undefined;
  const isDescribed = depth <= (to.describedDepth ?? depth);
  const text = nonBlankText(schema.description) ?? title;
  const isNumber = [type]
    .flat()
    .some((typeName) => typeName === 'integer' || typeName === 'number');
  const shortened = shortTextInSentences(text, to.descriptions);
  const summary = isNumber ? withUnit(shortened, text) : shortened;
  const description =
    to.io === 'output' ? withChoices(withTime(summary, schema.format), schema.enum) : summary;
  if (description && isDescribed) result.description = description;
  if (to.depth !== undefined && depth > to.depth) {
    const { properties, items, oneOf, anyOf, additionalProperties } = schema;
    if (properties || items || oneOf || anyOf || isObject(additionalProperties))
      to.lost('depth', 'Deep levels of the result have only a type.');
    if (to.namesMembers) nameMembers(schema, result, to);
    return to.io === 'output' ? { ...result, ...sampleKeywords(schema) } : result;
  }
  choices(schema, result, to);
  Object.assign(result, to.io === 'input' ? schemaBounds(schema) : sampleKeywords(schema));
  const keywords = [schema.properties, schema.required, schema.additionalProperties];
  // These keywords do not apply to values that are no objects.
  const canBeObject = type === undefined || [type].flat().includes('object');
  const hasMembers = canBeObject && keywords.some((value) => value !== undefined);
  const omittedNames = hasMembers ? members(schema, result, session, depth) : undefined;
  if (
    type === 'array' ||
    (Array.isArray(type) && type.includes('array')) ||
    schema.items !== undefined
  ) {
    result.items = convertItems(schema, session, depth);
  }
  addUnions(schema, result, session, depth);
  if (omittedNames) addRequirements(schema, result, session, omittedNames);
  if (schema.not !== undefined && to.io === 'input') {
    const negatedSchema = convertPart(schema.not, session, depth + 1);
    // Clients reject tools with a name in "required" that has no property.
    const isNamed = (name: unknown) =>
      Object.hasOwn(objectOrEmpty(negatedSchema.properties), String(name));
    if (listOrEmpty(negatedSchema.required).every(isNamed)) result.not = negatedSchema;
    else to.lost('keyword', 'The keyword "not" is ignored: it forbids properties by "required".');
  }
  for (const key of Object.keys(schema)) {
    if (!SUPPORTED_KEYWORDS.has(key) && !isAnnotation(key))
      to.lost('keyword', `The keyword "${key}" is ignored.`);
  }
  return convertNullable(schema, result, session);
}

/** Adds to a description which members an object has, or the items of a list, in all branches. */
function nameMembers(schema: RawObject, result: Schema, { document }: Conversion): void {
  const parts = [schema, schema.items, ...listOrEmpty(schema.oneOf), ...listOrEmpty(schema.anyOf)];
  const members = parts.flatMap((part) =>
    Object.keys(objectOrEmpty(mergedTarget(part, document).properties)),
  );
  const names = [...new Set(members)];
  if (names.length === 0) return;
  const end = names.length > MAX_MEMBERS ? ', …' : '.';
  const sentence = `Has ${names.slice(0, MAX_MEMBERS).join(', ')}${end}`;
  const description = nonBlankText(result.description);
  result.description =
    description === undefined ? sentence : `${withFullStop(description)} ${sentence}`;
}

const MAX_MEMBERS = 12;

/**
 * Returns the description with what the format of a time says, which a result does not state,
 * because clients would check it. That of a day is added to every description that does not say how
 * days are written.
 */
function withTime(description: string, format: unknown): string {
  if (format === 'date-time') return description || 'Date and time, as in RFC 3339.';
  if (format !== 'date' || /\b(?:YYYY|ISO|RFC)\b/i.test(description)) return description;
  return description ? `${description.replace(/\.$/, '')} (YYYY-MM-DD).` : 'Date, as YYYY-MM-DD.';
}

/**
 * Returns the description with the documented values of a result, which are not validated, because
 * APIs may return others.
 */
function withChoices(description: string, choices: unknown): string {
  const values = listOrEmpty(choices).filter(
    (choice) => typeof choice === 'string' && choice !== '',
  );
  if (values.length < 2 || values.length > MAX_CHOICES) return description;
  const choiceList = OR_LIST.format(values as string[]);
  return choiceList.length > MAX_CHOICES_LENGTH
    ? description
    : [description.replace(/\.$/, ''), choiceList].filter(Boolean).join(': ');
}

const OR_LIST = new Intl.ListFormat('en', { type: 'disjunction' });
const MAX_CHOICES = 8;
const MAX_CHOICES_LENGTH = 80;

/**
 * Returns the samples of a result from its bounds, choices and examples. The first choice is
 * skipped, because it may be a default.
 */
function sampleKeywords(schema: RawObject): Schema {
  const [first, second = first] = listOrEmpty(schema.enum);
  const example = shortExample(schema);
  const sample = {
    ...schemaBounds(schema),
    ...(first !== undefined && { enum: [second] }),
    ...(example !== undefined && { examples: [example] }),
  };
  return Object.keys(sample).length === 0 ? {} : { [SAMPLE]: sample };
}

/** Returns a short example; programs that generate documents derive some from types, which are ignored. */
function shortExample({ example, examples, type }: RawObject): unknown {
  const value = example ?? listOrEmpty(examples)[0];
  if (typeof value === 'number') return value === 0 || isRounded(value) ? undefined : value;
  const isShortText =
    typeof value === 'string' && value !== '' && value.length <= MAX_EXAMPLE_LENGTH;
  return isShortText && value !== type && !looksSecret(value) ? value : undefined;
}

const MAX_EXAMPLE_LENGTH = 40;

/**
 * Returns the schema without keywords whose values are invalid, such as `maximum: null`. A type in
 * capitals or of a programming language is the one that is meant.
 */
function withValidKeywords(statedSchema: RawObject, { io, lost }: Conversion): RawObject {
  const schema = withStandardType(statedSchema);
  if (schema !== statedSchema && io === 'input')
    lost('keyword', `The type "${String(statedSchema.type)}" is meant as ${String(schema.type)}.`);
  const constraints = pick(schema, io === 'input' ? ['type', 'enum', ...BOUNDS] : ['type']);
  const invalidKeywords = wrongValues(constraints).filter(
    // These values are valid in older versions.
    ([key]) => constraints[key] !== 'file' && typeof constraints[key] !== 'boolean',
  );
  for (const [key, fault] of invalidKeywords)
    if (constraints[key] !== null) lost('keyword', `The keyword "${key}" ${fault}. It is ignored.`);
  const keys = invalidKeywords.map(([key]) => key);
  return keys.length > 0 ? omit(schema, keys) : schema;
}

/**
 * Returns the schema with values of its type. YAML values without quotes may have another type than
 * intended, and quoted numbers are intended as numbers.
 */
function withTypedValues(schema: RawObject, { io, lost }: Conversion): RawObject {
  const types = [schema.type].flat();
  if (schema.type === undefined || io === 'output') return schema;
  const intendedValue = (value: unknown): unknown => {
    const isOther =
      ['string', 'number', 'boolean'].includes(typeof value) && !isOfType(value, types);
    const alternatives = isOther ? [String(value), parseJson(String(value))] : [];
    return (
      alternatives.find(
        (alternative) => alternative !== undefined && isOfType(alternative, types),
      ) ?? value
    );
  };
  const values = listOrEmpty(schema.enum);
  const typedValues = values.map(intendedValue);
  const changedValues = values.filter((value, index) => value !== typedValues[index]);
  if (changedValues.length > 0)
    lost(
      'enum',
      `Its values ${changedValues.map(String).join(', ')} are meant as ${types.join(' or ')}.`,
    );
  return {
    ...schema,
    ...(schema.enum !== undefined && { enum: typedValues }),
    ...(schema.const !== undefined && { const: intendedValue(schema.const) }),
    ...(schema.default !== undefined && { default: intendedValue(schema.default) }),
  };
}

function choices(schema: RawObject, result: Schema, conversion: Conversion) {
  const values = schema.const !== undefined ? [schema.const] : schema.enum;
  if (!Array.isArray(values) || conversion.io === 'output') return;
  result.enum = [...new Set(values as unknown[])];
}

/** Converts the properties of an object. @returns the names of the omitted ones */
function members(
  schema: RawObject,
  result: Schema,
  session: ConversionSession,
  depth: number,
): ReadonlySet<string> {
  const { conversion: to } = session;
  const hidingKeyword = to.io === 'input' ? 'readOnly' : 'writeOnly';
  const convertedProperties: [name: string, schema: Schema][] = [];
  const omittedNames = new Set<string>();
  const keepsAll = to.argumentsAtRoot === true && depth === 0;
  // APIs send null for missing values, whatever they document, but not as items of lists.
  const member = (value: unknown): Schema => {
    const branch = convertPart(value, session, depth + 1);
    if (to.io === 'input' || allowsNull(branch, session.defs)) return branch;
    const { type } = branch;
    const nullableSchema = asNullable(branch, session.defs);
    return type === undefined
      ? nullableSchema
      : { ...nullableSchema, [SAMPLE]: { type, ...objectOrEmpty(nullableSchema[SAMPLE]) } };
  };
  for (const [name, value] of Object.entries(objectOrEmpty(schema.properties))) {
    // Clients treat an inherited member of an object as a result that lacks the property.
    if (to.io === 'output' && Object.hasOwn(Object.prototype, name)) {
      omittedNames.add(name);
      continue;
    }
    const target =
      !keepsAll &&
      isObject(value) &&
      (value[hidingKeyword] === true ||
        objectOrEmpty(followReferences(to.document, value))[hidingKeyword] === true ||
        listOrEmpty(value.allOf).some(
          (branch) => objectOrEmpty(followReferences(to.document, branch))[hidingKeyword] === true,
        ));
    if (target) {
      omittedNames.add(name);
      to.lost(hidingKeyword, `"${name}" is ${hidingKeyword}.`);
      continue;
    }
    convertedProperties.push([name, member(withoutOwnName(value, name))]);
  }
  const properties = Object.fromEntries(convertedProperties);
  if (Object.keys(properties).length > 0 || omittedNames.size > 0) result.properties = properties;
  for (const name of to.io === 'input' && !to.keepNull ? Object.keys(properties) : []) {
    const isRequired = requiredIn(schema).includes(name);
    const property = isRequired ? undefined : nonNullSchema(properties[name], session.defs);
    if (!property) continue;
    properties[name] = property;
    to.lost('null', `"${name}" may be null. The argument is optional instead.`);
  }
  if (schema.patternProperties !== undefined)
    to.lost('keyword', 'The names of "patternProperties" are not checked.');
  const rest = additionalSchema(schema);
  if (rest === false && to.io === 'input') result.additionalProperties = false;
  else if (isObject(rest) && Object.keys(rest).length > 0)
    result.additionalProperties = member(rest);
  else if (to.io === 'input' ? rest !== undefined && !keepsAll : result.properties)
    result.additionalProperties = true;
  return omittedNames;
}

/** Returns the schema of further properties. Properties by pattern are not supported, so any name is allowed. */
function additionalSchema({ patternProperties, additionalProperties: rest }: RawObject): unknown {
  const patterns = Object.values(objectOrEmpty(patternProperties));
  if (patterns.length === 0) return rest;
  return patterns.length === 1 && rest === false ? patterns[0] : undefined;
}

/**
 * Adds the required properties, of those that the object or its branches describe. An object without
 * properties requires the names themselves.
 */
function addRequirements(
  schema: RawObject,
  result: Schema,
  { conversion: to, defs }: ConversionSession,
  omittedNames: ReadonlySet<string>,
): void {
  const isInput = to.io === 'input';
  const describedNames = propertyNames(result, (ref) => defs.get(ref.replace('#/$defs/', '')));
  const requiredNames = [...new Set(requiredIn(schema))].filter((name) => !omittedNames.has(name));
  const isFree = isInput && describedNames.size === 0 && omittedNames.size === 0;
  const properties = objectOrEmpty(result.properties);
  // Clients reject tools with a name in "required" that has no property beside it.
  const ownRequired = requiredNames.filter((name) => Object.hasOwn(properties, name) || isFree);
  if (ownRequired.length > 0 && to.io === 'input') result.required = ownRequired;
  if (isInput) requireInBranches(result, requiredNames, defs);
  for (const name of isInput ? requiredNames : [])
    if (!ownRequired.includes(name) && !describedNames.has(name))
      to.lost('required', `"${name}" is required, but not described.`);
}

/** Requires names in those branches that describe them. */
function requireInBranches(
  result: Schema,
  names: readonly string[],
  defs: ReadonlyMap<string, Schema>,
): void {
  for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
    if (!Array.isArray(result[key])) continue;
    result[key] = result[key].map((branch: Schema) => {
      const { $ref } = branch;
      const target = typeof $ref === 'string' ? defs.get($ref.replace('#/$defs/', '')) : branch;
      const describedNames = names.filter((name) =>
        Object.hasOwn(objectOrEmpty(target?.properties), name),
      );
      const addedNames = describedNames.filter(
        (name) => !listOrEmpty(target?.required).includes(name),
      );
      return addedNames.length === 0
        ? branch
        : { ...target, required: [...listOrEmpty(target?.required), ...addedNames] };
    });
  }
}

function convertItems(schema: RawObject, session: ConversionSession, depth: number): Schema {
  const tuple = Array.isArray(schema.items) ? schema.items : listOrEmpty(schema.prefixItems);
  if (tuple.length > 0) {
    session.conversion.lost('tuple', 'A tuple is a list of any of its items.');
    const itemSchemas = distinctBranches(
      tuple.map((itemSchema) => convertPart(itemSchema, session, depth + 1)),
    );
    return itemSchemas.length === 1 ? (itemSchemas[0] ?? {}) : { anyOf: itemSchemas };
  }
  // A list and its items are one level: an item of a list within a list is as near as a member of
  // an object within an object.
  const items = convertPart(schema.items, session, depth);
  if (session.conversion.io === 'input' && Object.keys(items).length === 0)
    session.conversion.lost(
      'untyped-items',
      'The items of a list have no schema. Any value is accepted.',
    );
  return items;
}

function addUnions(schema: RawObject, result: Schema, session: ConversionSession, depth: number) {
  const { conversion: to } = session;
  if (to.io === 'input')
    for (const sentence of requirementSentences(schema)) {
      to.lost('constraint', sentence);
      result.description = [nonBlankText(result.description), sentence].filter(Boolean).join(' ');
    }
  for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
    const branches = listOrEmpty(schema[key]);
    if (branches.every(isConstraint)) continue;
    const describedBranches = key === 'allOf' ? branches : withDiscriminators(schema, branches, to);
    // Branches that have only a type are one, which names the members of all.
    const isDeep = to.namesMembers === true && depth === to.depth;
    const branchSession = isDeep
      ? { ...session, conversion: { ...to, namesMembers: false } }
      : session;
    const convertBranch = (branch: unknown) =>
      isOnlyNullable(branch) ? { type: 'null' } : convertPart(branch, branchSession, depth + 1);
    if (
      to.io === 'output' &&
      result.properties !== undefined &&
      describedBranches.every(isObjectOf(to))
    ) {
      // The members of branches are beside those of the result, so they are no level below it.
      const branches = describedBranches.map((branch) => convertPart(branch, session, depth));
      addMembers(result, branches);
      continue;
    }
    if (isDeep) nameMembers(schema, result, to);
    const convertedBranches = withoutDuplicates(
      distinctBranches(describedBranches.map(convertBranch)),
    );
    const [first] = convertedBranches;
    // A response that matches two branches of `oneOf` would be invalid; `anyOf` is equivalent for
    // readers.
    const name =
      key === 'oneOf' && (to.io === 'output' || canOverlap(convertedBranches, session))
        ? 'anyOf'
        : key;
    if (convertedBranches.length === 1 && first && !('$ref' in first))
      Object.assign(result, { ...first, ...result });
    else result[name] = convertedBranches;
  }
}

const isObjectOf =
  ({ document }: Conversion) =>
  (branch: unknown): boolean => {
    const mergedBranch = mergedTarget(branch, document);
    return (
      mergedBranch.type === 'object' &&
      mergedBranch.oneOf === undefined &&
      mergedBranch.anyOf === undefined
    );
  };

/** Returns a key that is equal for results that differ in what their tests show only. */
const keyWithoutSample = (schema: Schema): string => JSON.stringify(omit(schema, [SAMPLE]));

/** Adds the members of all branches to a result that has members of its own: which of them it has, the API decides. */
function addMembers(result: Schema, branches: readonly Schema[]): void {
  const propertiesOfAll = [result, ...branches].map(({ properties }) => objectOrEmpty(properties));
  const names = [...new Set(propertiesOfAll.flatMap((properties) => Object.keys(properties)))];
  result.properties = Object.fromEntries(
    names.map((name) => {
      const schemas = propertiesOfAll.flatMap(
        (properties) => ownValue(properties, name) ?? [],
      ) as Schema[];
      const distinct = new Map(schemas.map((schema) => [keyWithoutSample(schema), schema]));
      const [first, ...others] = distinct.values();
      return [name, others.length === 0 ? first : { anyOf: [first, ...others] }];
    }),
  );
}

/**
 * Returns whether a text or a number may be of several branches, such as one of known values and
 * one of any text: `oneOf` would refuse it, while documents mean that it is allowed. Formats are
 * not checked.
 */
function canOverlap(branches: readonly Schema[], { defs }: ConversionSession): boolean {
  const targets = branches.map(({ $ref, ...own }) =>
    typeof $ref === 'string' ? (defs.get($ref.replace('#/$defs/', '')) ?? {}) : own,
  );
  const openTypes = targets.flatMap(({ type, enum: values }) => (values ? [] : [type].flat()));
  const isOpen = (type: unknown) =>
    openTypes.includes(type) || (type === 'integer' && openTypes.includes('number'));
  const types = targets.flatMap(({ type }) => [type].flat());
  return types.some(
    (type, index) =>
      ['string', 'number', 'integer'].includes(String(type)) &&
      isOpen(type) &&
      types.some(
        (other, place) =>
          place !== index && (other === type || (type === 'integer' && other === 'number')),
      ),
  );
}

/**
 * Returns whether a branch states only `nullable`: OpenAPI 3.0 generators write it beside a
 * reference, for what is `type: null` since 3.1.
 */
const isOnlyNullable = (branch: unknown): boolean =>
  isObject(branch) && branch.nullable === true && Object.keys(branch).length === 1;

function convertNullable(schema: RawObject, result: Schema, session: ConversionSession): Schema {
  const isNullable = schema.nullable === true || schema['x-nullable'] === true;
  return isNullable ? asNullable(result, session.defs) : result;
}

function convertReference(
  statedSchema: RawObject,
  ref: string,
  session: ConversionSession,
  depth: number,
): Schema {
  const { conversion: to } = session;
  const target = followReferences(to.document, statedSchema);
  if (!isObject(target)) {
    to.lost('reference', `The reference ${ref} was not found.`);
    return {};
  }
  const siblingKeywords = referenceSiblings(statedSchema, to.document);
  const asNullable = (schema: Schema) =>
    convertNullable(siblingKeywords, withAnnotations(siblingKeywords, schema, to), session);
  if (to.depth !== undefined) {
    if (session.open.includes(ref)) {
      to.lost('recursion', `${ref} is recursive.`);
      session.recursive.add(ref);
      const type = impliedType(target);
      return asNullable({
        [COMPONENT]: nameIn(ref),
        ...(type !== undefined && { type }),
        ...(type === 'array' && { items: {} }),
      });
    }
    session.open.push(ref);
    const schema = convertPart(withoutOwnName(target, nameIn(ref)), session, depth);
    session.open.pop();
    // A schema that repeats a list or a union is recognized by its name, too.
    const namedSchema = session.recursive.has(ref)
      ? { [COMPONENT]: nameIn(ref), ...schema }
      : schema;
    return asNullable(withComponent(namedSchema, nameIn(ref)));
  }
  let name = session.byRef.get(ref);
  if (name === undefined) {
    name = defName(ref, session);
    session.byRef.set(ref, name);
    session.defs.set(name, {});
    session.defs.set(name, convertPart(withoutOwnName(target, nameIn(ref)), session, depth + 1));
  }
  return asNullable({ $ref: `#/$defs/${name}` });
}

const nameIn = (ref: string): string =>
  (pointerKeys(ref).at(-1) ?? '').replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 48) || 'schema';

function defName(ref: string, session: ConversionSession): string {
  const clean = nameIn(ref);
  return session.defs.has(clean) ? `${clean}_${hash(ref)}` : clean;
}
