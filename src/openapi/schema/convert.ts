import { SAMPLE, withComponent } from '../../model/component.js';
import { parsedJson } from '../../model/json.js';
import { wrongValues } from '../../model/json-schema/keyword-values.js';
import { omit, pick, propertyNames } from '../../model/json-schema/subschemas.js';
import { words } from '../../model/names.js';
import { looksSecret } from '../../model/secrets.js';
import { followReferences } from '../document/references.js';
import { isObj, list, type Obj, obj, type Schema, text } from '../model.js';
import { hash } from '../names.js';
import { brief } from '../text.js';
import { isAnnotation, withoutAllOf } from './all-of.js';
import { BOUNDS, boundsOf, HANDLED } from './keywords.js';
import {
  allowsNull,
  besideReference,
  choiceOf,
  isConstraint,
  looseSchema,
  nullable,
  settable,
  subtypesOf,
  subtypesText,
  unique,
  withAnnotations,
  withDiscriminators,
  wordsOf,
} from './parts.js';
import { acceptDigits, distinctBranches, isWide, typeOf, withoutRounded } from './type.js';

export interface Conversion {
  document: Obj;
  io: 'input' | 'output';
  /** input: optional properties may be null, which clears them in a JSON body. */
  keepNull: boolean;
  /** output: without constraints, so that every response is valid. */
  loose: boolean;
  /** Longest description, in characters. */
  descriptions: number;
  /** The properties of the root are arguments: `readOnly` of a shared schema does not apply to parameters. */
  argumentsAtRoot?: boolean;
  /** Levels below the root; deeper ones have a type only. References are inlined. */
  depth?: number;
  lost: (kind: string, detail: string) => void;
}

class Session {
  readonly defs = new Map<string, Schema>();
  readonly byRef = new Map<string, string>();
  readonly open: string[] = [];
  constructor(readonly to: Conversion) {}
}

/** The schema as draft-07. Schemas that the document refers to are in `$defs`. */
export function convert(schema: unknown, to: Conversion): Schema {
  const session = new Session(to);
  const root = schemaOf(schema, session, 0);
  return session.defs.size === 0 ? root : { ...root, $defs: Object.fromEntries(session.defs) };
}

/** Programs such as Pydantic make the title of a schema from its name. */
function withoutOwnName(schema: unknown, name: string): unknown {
  const isMade = isObj(schema) && words(text(schema.title) ?? '').join() === words(name).join();
  return isMade ? omit(schema, ['title']) : schema;
}

function schemaOf(given: unknown, session: Session, depth: number): Schema {
  const { to } = session;
  if (given === false) return { not: {} };
  if (!isObj(given)) return {};
  if (typeof given.$ref === 'string') return reference(given, given.$ref, session, depth);
  const alone = list(given.allOf);
  if (
    alone.length === 1 &&
    isObj(alone[0]) &&
    typeof alone[0].$ref === 'string' &&
    Object.keys(given).every((key) => key === 'allOf' || isAnnotation(key))
  ) {
    return withAnnotations(
      given,
      nullableOf(given, schemaOf(alone[0], session, depth), session),
      to,
    );
  }
  let schema = given;
  if (alone.length > 0) {
    const one = withoutAllOf(given, to.document);
    if (one) schema = one;
    else if (to.loose) schema = looseSchema(given, to.document);
  }
  const below = to.io === 'input' ? subtypesOf(schema, to.document) : [];
  if (below.length === 0) return plain(schema, session, depth);
  const choice =
    depth > 0 && to.depth === undefined ? choiceOf(schema, below, to.document) : undefined;
  if (!choice) to.lost('discriminator', subtypesText(below));
  return plain(choice ?? schema, session, depth);
}

function plain(stated: Obj, session: Session, depth: number): Schema {
  const { to } = session;
  const typed = asTyped(sound(stated, to), to);
  const schema = to.loose ? typed : withoutRounded(typed, to.lost);
  const result: Schema = {};
  const type = typeOf(schema);
  if (type !== undefined) result.type = type;
  if (isWide(schema, to.io)) acceptDigits(result, to.io);
  // FastAPI makes titles such as "Response Rooms-List Rooms" for results.
  const title = depth > 0 ? text(schema.title) : undefined;
  const summary = brief(text(schema.description) ?? title, to.descriptions);
  const description = to.loose ? withChoices(summary, schema.enum) : summary;
  if (description) result.description = description;
  if (to.depth !== undefined && depth > to.depth) {
    const { properties, items, oneOf, anyOf, additionalProperties } = schema;
    if (properties || items || oneOf || anyOf || isObj(additionalProperties))
      to.lost('depth', 'Deep levels of the result have only a type.');
    return to.loose ? { ...result, ...likeDocumented(schema) } : result;
  }
  choices(schema, result, to);
  if (!to.loose) Object.assign(result, boundsOf(schema));
  else Object.assign(result, likeDocumented(schema));
  const keywords = [schema.properties, schema.required, schema.additionalProperties];
  // They say nothing of values that are no objects.
  const isObject = type === undefined || [type].flat().includes('object');
  const hasMembers = isObject && keywords.some((value) => value !== undefined);
  const gone = hasMembers ? members(schema, result, session, depth) : undefined;
  if (
    type === 'array' ||
    (Array.isArray(type) && type.includes('array')) ||
    schema.items !== undefined
  ) {
    result.items = itemsOf(schema, session, depth);
  }
  unions(schema, result, session, depth);
  if (gone) requirements(schema, result, session, gone);
  if (schema.not !== undefined && !to.loose) {
    const not = schemaOf(schema.not, session, depth + 1);
    // Clients reject tools with a name in "required" that has no property.
    const isNamed = (name: unknown) => Object.hasOwn(obj(not.properties), String(name));
    if (list(not.required).every(isNamed)) result.not = not;
    else to.lost('keyword', 'The keyword "not" is ignored: it forbids properties by "required".');
  }
  for (const key of Object.keys(schema)) {
    if (!HANDLED.has(key) && !isAnnotation(key))
      to.lost('keyword', `The keyword "${key}" is ignored.`);
  }
  return nullableOf(schema, result, session);
}

/** Results may have other values than those that are documented: they are told, not checked. */
function withChoices(description: string, choices: unknown): string {
  const values = list(choices).filter((each) => typeof each === 'string' && each !== '');
  if (values.length < 2 || values.length > MOST_CHOICES) return description;
  const all = OR.format(values as string[]);
  return all.length > LONGEST_CHOICES
    ? description
    : [description.replace(/\.$/, ''), all].filter(Boolean).join(': ');
}

const OR = new Intl.ListFormat('en', { type: 'disjunction' });
const MOST_CHOICES = 8;
const LONGEST_CHOICES = 80;

/** Bounds, choices and examples, which results do not have; of choices, not the first, which may be a default. */
function likeDocumented(schema: Obj): Schema {
  const [first, second = first] = list(schema.enum);
  const example = exampleOf(schema);
  const sample = {
    ...boundsOf(schema),
    ...(first !== undefined && { enum: [second] }),
    ...(example !== undefined && { examples: [example] }),
  };
  return Object.keys(sample).length === 0 ? {} : { [SAMPLE]: sample };
}

/** A short example; programs that write documents make some of types. */
function exampleOf({ example, examples, type }: Obj): unknown {
  const value = example ?? list(examples)[0];
  if (typeof value === 'number') return value === 0 ? undefined : value;
  const says = typeof value === 'string' && value !== '' && value.length <= LONGEST_EXAMPLE;
  return says && value !== type && !looksSecret(value) ? value : undefined;
}

const LONGEST_EXAMPLE = 40;

/** Without keywords whose values no schema can have, such as `type: int` and `maximum: null`. */
function sound(schema: Obj, { loose, lost }: Conversion): Obj {
  const constraints = pick(schema, loose ? ['type'] : ['type', 'enum', ...BOUNDS]);
  const wrong = wrongValues(constraints).filter(
    // They have a meaning in older versions.
    ([key]) => constraints[key] !== 'file' && typeof constraints[key] !== 'boolean',
  );
  for (const [key, says] of wrong)
    if (constraints[key] !== null) lost('keyword', `The keyword "${key}" ${says}. It is ignored.`);
  const keys = wrong.map(([key]) => key);
  return keys.length > 0 ? omit(schema, keys) : schema;
}

/** In YAML, values without quotes have another type than the text that is meant, and numbers in quotes are meant as numbers. */
function asTyped(schema: Obj, { loose, lost }: Conversion): Obj {
  const types = [schema.type].flat();
  if (schema.type === undefined || loose) return schema;
  const meant = (value: unknown): unknown => {
    const isOther = ['string', 'number', 'boolean'].includes(typeof value) && !isOf(value, types);
    const other = isOther ? [String(value), parsedJson(String(value))] : [];
    return other.find((one) => one !== undefined && isOf(one, types)) ?? value;
  };
  const values = list(schema.enum);
  const typed = values.map(meant);
  const changed = values.filter((value, at) => value !== typed[at]);
  if (changed.length > 0)
    lost(
      'enum',
      `Its values ${changed.map(String).join(', ')} are meant as ${types.join(' or ')}.`,
    );
  return {
    ...schema,
    ...(schema.enum !== undefined && { enum: typed }),
    ...(schema.const !== undefined && { const: meant(schema.const) }),
    ...(schema.default !== undefined && { default: meant(schema.default) }),
  };
}

const isOf = (value: unknown, types: readonly unknown[]): boolean =>
  types.includes(typeof value) || (types.includes('integer') && Number.isInteger(value));

function choices(schema: Obj, result: Schema, to: Conversion) {
  const values = schema.const !== undefined ? [schema.const] : schema.enum;
  if (!Array.isArray(values) || to.loose) return;
  result.enum = [...new Set(values as unknown[])];
}

/** The properties of an object. @returns the names of those that stay out */
function members(
  schema: Obj,
  result: Schema,
  session: Session,
  depth: number,
): ReadonlySet<string> {
  const { to } = session;
  const hidden = to.io === 'input' ? 'readOnly' : 'writeOnly';
  const converted: [name: string, schema: Schema][] = [];
  const gone = new Set<string>();
  const keepsAll = to.argumentsAtRoot === true && depth === 0;
  // APIs send null for what they lack, whatever they document; items of their lists are there.
  const member = (value: unknown): Schema => {
    const branch = schemaOf(value, session, depth + 1);
    if (!to.loose || allowsNull(branch, session.defs)) return branch;
    const { type } = branch;
    const loose = nullable(branch, session.defs);
    return type === undefined ? loose : { ...loose, [SAMPLE]: { type, ...obj(loose[SAMPLE]) } };
  };
  for (const [name, value] of Object.entries(obj(schema.properties))) {
    // Clients take what an object inherits for a result that lacks the property.
    if (to.io === 'output' && Object.hasOwn(Object.prototype, name)) {
      gone.add(name);
      continue;
    }
    const target =
      !keepsAll &&
      isObj(value) &&
      (value[hidden] === true ||
        obj(followReferences(to.document, value))[hidden] === true ||
        list(value.allOf).some((one) => obj(followReferences(to.document, one))[hidden] === true));
    if (target) {
      gone.add(name);
      to.lost(hidden, `"${name}" is ${hidden}.`);
      continue;
    }
    converted.push([name, member(withoutOwnName(value, name))]);
  }
  const properties = Object.fromEntries(converted);
  if (Object.keys(properties).length > 0 || gone.size > 0) result.properties = properties;
  for (const name of to.io === 'input' && !to.keepNull ? Object.keys(properties) : []) {
    const isRequired = list(schema.required).includes(name);
    const property = isRequired ? undefined : settable(properties[name], session.defs);
    if (!property) continue;
    properties[name] = property;
    to.lost('null', `"${name}" may be null. The argument is optional instead.`);
  }
  if (schema.patternProperties !== undefined)
    to.lost('keyword', 'The names of "patternProperties" are not checked.');
  const rest = restOf(schema);
  if (rest === false && !to.loose) result.additionalProperties = false;
  else if (isObj(rest) && Object.keys(rest).length > 0) result.additionalProperties = member(rest);
  else if (to.io === 'input' ? rest !== undefined && !keepsAll : to.loose && result.properties)
    result.additionalProperties = true;
  return gone;
}

/** The schema of further properties: what names it by patterns has no patterns here, so it is open to any name. */
function restOf({ patternProperties, additionalProperties: rest }: Obj): unknown {
  const patterns = Object.values(obj(patternProperties));
  if (patterns.length === 0) return rest;
  return patterns.length === 1 && rest === false ? patterns[0] : undefined;
}

/** What an object requires of the properties that it or its branches have; without any, its names are all there is. */
function requirements(
  schema: Obj,
  result: Schema,
  { to, defs }: Session,
  gone: ReadonlySet<string>,
): void {
  const isInput = to.io === 'input';
  const described = propertyNames(result, (ref) => defs.get(ref.replace('#/$defs/', '')));
  const all = [...new Set(list(schema.required).map(String))].filter((name) => !gone.has(name));
  const isFree = isInput && described.size === 0 && gone.size === 0;
  const properties = obj(result.properties);
  // Clients reject tools with a name in "required" that has no property beside it.
  const required = all.filter((name) => Object.hasOwn(properties, name) || isFree);
  if (required.length > 0 && !to.loose) result.required = required;
  if (isInput) inBranches(result, all, defs);
  for (const name of isInput ? all : [])
    if (!required.includes(name) && !described.has(name))
      to.lost('required', `"${name}" is required, but not described.`);
}

/** Requires names in those branches that describe them. */
function inBranches(
  result: Schema,
  names: readonly string[],
  defs: ReadonlyMap<string, Schema>,
): void {
  for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
    if (!Array.isArray(result[key])) continue;
    result[key] = result[key].map((branch: Schema) => {
      const { $ref } = branch;
      const target = typeof $ref === 'string' ? defs.get($ref.replace('#/$defs/', '')) : branch;
      const described = names.filter((name) => Object.hasOwn(obj(target?.properties), name));
      const added = described.filter((name) => !list(target?.required).includes(name));
      return added.length === 0
        ? branch
        : { ...target, required: [...list(target?.required), ...added] };
    });
  }
}

function itemsOf(schema: Obj, session: Session, depth: number): Schema {
  const tuple = Array.isArray(schema.items) ? schema.items : list(schema.prefixItems);
  if (tuple.length > 0) {
    session.to.lost('tuple', 'A tuple is a list of any of its items.');
    const each = distinctBranches(tuple.map((one) => schemaOf(one, session, depth + 1)));
    return each.length === 1 ? (each[0] ?? {}) : { anyOf: each };
  }
  // A list and its items are one level: what is in a list in a list is as near as what is in an object in an object.
  const items = schemaOf(schema.items, session, depth);
  if (session.to.io === 'input' && Object.keys(items).length === 0)
    session.to.lost('untyped-items', 'The items of a list have no schema. Any value is accepted.');
  return items;
}

function unions(schema: Obj, result: Schema, session: Session, depth: number) {
  const { to } = session;
  for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
    const branches = list(schema[key]);
    if (branches.length === 0) continue;
    if (branches.every(isConstraint)) {
      if (to.io === 'input') to.lost('constraint', `Needs ${wordsOf(branches)}.`);
      if (to.io === 'input')
        result.description = [text(result.description), `Needs ${wordsOf(branches)}.`]
          .filter(Boolean)
          .join(' ');
      continue;
    }
    const each = key === 'allOf' ? branches : withDiscriminators(schema, branches, to);
    const branchOf = (one: unknown) =>
      isOnlyNullable(one) ? { type: 'null' } : schemaOf(one, session, depth + 1);
    const converted = unique(distinctBranches(each.map(branchOf)));
    const [first] = converted;
    // ToolResponses that fit two branches of oneOf fail; anyOf says as much to a reader.
    const name = key === 'oneOf' && (to.loose || canOverlap(converted, session)) ? 'anyOf' : key;
    if (converted.length === 1 && first && !('$ref' in first))
      Object.assign(result, { ...first, ...result });
    else result[name] = converted;
  }
}

/**
 * Whether a text or a number may be of several branches, such as one of known values and one of any text: `oneOf` would
 * refuse it, while documents mean that it is allowed. Formats are not checked.
 */
function canOverlap(branches: readonly Schema[], { defs }: Session): boolean {
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

/** Generators of OpenAPI 3.0 write so beside a reference what is `type: null` since 3.1. */
const isOnlyNullable = (branch: unknown): boolean =>
  isObj(branch) && branch.nullable === true && Object.keys(branch).length === 1;

function nullableOf(schema: Obj, result: Schema, session: Session): Schema {
  const isNullable = schema.nullable === true || schema['x-nullable'] === true;
  return isNullable ? nullable(result, session.defs) : result;
}

function reference(given: Obj, ref: string, session: Session, depth: number): Schema {
  const { to } = session;
  const target = followReferences(to.document, given);
  if (!isObj(target)) {
    to.lost('reference', `The reference ${ref} was not found.`);
    return {};
  }
  const beside = besideReference(given, to.document);
  const nulled = (schema: Schema) =>
    nullableOf(beside, withAnnotations(beside, schema, to), session);
  if (to.depth !== undefined) {
    if (session.open.includes(ref)) {
      to.lost('recursion', `${ref} is recursive.`);
      const type = typeOf(target);
      return nulled(type === undefined ? {} : { type, ...(type === 'array' && { items: {} }) });
    }
    session.open.push(ref);
    const schema = schemaOf(withoutOwnName(target, nameIn(ref)), session, depth);
    session.open.pop();
    return nulled(withComponent(schema, nameIn(ref)));
  }
  let name = session.byRef.get(ref);
  if (name === undefined) {
    name = defName(ref, session);
    session.byRef.set(ref, name);
    session.defs.set(name, {});
    session.defs.set(name, schemaOf(withoutOwnName(target, nameIn(ref)), session, depth + 1));
  }
  return nulled({ $ref: `#/$defs/${name}` });
}

const nameIn = (ref: string): string =>
  (ref.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 48) || 'schema';

function defName(ref: string, session: Session): string {
  const clean = nameIn(ref);
  return session.defs.has(clean) ? `${clean}_${hash(ref)}` : clean;
}
