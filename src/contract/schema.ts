import { isRecord, mapSubschemas, omit, ownValue, pick } from '../model/json-schema/subschemas.js';

export type Keywords = Record<string, unknown>;
export type Schema = boolean | Keywords;
type Members = Record<string, Schema>;

/** Keywords without an effect on what is valid. A default has one for callers, and is compared by itself. */
export const ANNOTATIONS: ReadonlySet<string> = new Set(
  '$schema $id $comment $defs definitions title description examples example deprecated readOnly writeOnly x-component x-sample'.split(
    ' ',
  ),
);

/** JSON with sorted keys; lists that are sets are sorted, too. */
export const canonical = (value: unknown): string =>
  value === undefined ? 'undefined' : JSON.stringify(sortedValue(value));

const SETS: ReadonlySet<string> = new Set(['required', 'enum', 'type']);

function sortedValue(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const all = value.map((each) => sortedValue(each));
    const isSet = SETS.has(key) && value.every((each) => typeof each !== 'object');
    return isSet ? all.toSorted((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b))) : all;
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => compareTexts(a, b));
  return Object.fromEntries(entries.map(([name, each]) => [name, sortedValue(each, name)]));
}

const compareTexts = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** A schema without its texts. Members of objects that have names of keywords stay. */
export const meaning = (schema: unknown): string =>
  canonical(isRecord(schema) ? withoutTexts(schema) : schema);

const withoutTexts = (schema: Schema): Schema =>
  isRecord(schema)
    ? mapSubschemas(
        Object.fromEntries(Object.entries(schema).filter(([word]) => !ANNOTATIONS.has(word))),
        (part) => withoutTexts(part),
      )
    : schema;

/** Whether a part depends on the schema that it is in. */
export const refersToRoot = (schema: Schema): boolean =>
  JSON.stringify(schema).includes('"$ref":"#');

/** A schema of an older draft as draft 2020-12 writes it: tuples, exclusive bounds, dependencies, references. */
export function upgradedSchema(schema: Schema, dialect = ''): Schema {
  if (!isRecord(schema)) return schema;
  const draft = typeof schema.$schema === 'string' ? schema.$schema : dialect;
  // Up to draft 7, a reference takes the place of what is beside it.
  const replaces = typeof schema.$ref === 'string' && /draft-0[3-7]/.test(draft);
  const base = replaces ? pick(schema, ['$ref', '$defs', 'definitions']) : schema;
  const raised = withExclusiveBound(base, 'minimum', 'exclusiveMinimum');
  const of = withExclusiveBound(raised, 'maximum', 'exclusiveMaximum');
  if (Array.isArray(of.items)) {
    of.prefixItems = of.items;
    of.items = of.additionalItems ?? true;
  }
  delete of.additionalItems;
  if (isRecord(of.dependencies)) {
    const all = Object.entries(of.dependencies);
    const lists = all.filter(([, each]) => Array.isArray(each));
    const schemas = all.filter(([, each]) => !Array.isArray(each));
    if (lists.length > 0) of.dependentRequired = Object.fromEntries(lists);
    if (schemas.length > 0) of.dependentSchemas = Object.fromEntries(schemas);
    delete of.dependencies;
  }
  // OpenAPI 3.0 writes null so, and so do converters to JSON Schema.
  if (of.nullable === true && typeof of.type === 'string') of.type = [of.type, 'null'];
  if (typeof of.nullable === 'boolean') delete of.nullable;
  if (of.contains !== undefined) of.minContains ??= 1;
  return mapSubschemas(of, (part) => upgradedSchema(part, draft));
}

/** Draft 4 says beside a bound whether it is exclusive. */
function withExclusiveBound(schema: Keywords, bound: string, exclusive: string): Keywords {
  const isExclusive = schema[exclusive];
  if (typeof isExclusive !== 'boolean') return { ...schema };
  const others = omit(schema, isExclusive ? [bound, exclusive] : [exclusive]);
  return isExclusive && bound in schema ? { ...others, [exclusive]: schema[bound] } : others;
}

/** A reference that leads out of the schema, or to nothing in it. */
export class UnknownReference extends Error {}

/** The schema that a reference names. @throws UnknownReference */
export function targetOf(reference: string, root: Schema): Schema {
  let at: unknown = root;
  for (const part of reference.slice(1).split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    at = typeof at === 'object' && at !== null ? (at as Keywords)[key] : undefined;
  }
  if (!/^#(?:\/|$)/.test(reference) || at === undefined)
    throw new UnknownReference(`"$ref" ${reference}`);
  return at as Schema;
}

/** A schema whose keyword `$ref` is replaced by what it names. @throws UnknownReference */
export function withoutReference(schema: Schema, root: Schema): Schema {
  if (typeof schema === 'boolean' || typeof schema.$ref !== 'string') return schema;
  const { $ref, ...beside } = schema;
  return conjunction(targetOf($ref, root), beside);
}

/** What members have that `properties` does not list. */
export const restOf = (schema: Keywords): Schema => (schema.additionalProperties ?? true) as Schema;

export const membersOf = (schema: Keywords): Members => (schema.properties ?? {}) as Members;

/** The values that both schemas accept. Keywords that cannot be joined become one that only an equal one matches. */
export function conjunction(a: Schema, b: Schema): Schema {
  if (a === false || b === false) return false;
  if (a === true || b === true) return a === true ? b : a;
  const both: Keywords = { ...a };
  for (const [word, value] of Object.entries(b)) {
    const mine = both[word];
    if (mine === undefined || canonical(mine) === canonical(value)) both[word] = value;
    else if (ANNOTATIONS.has(word) || word === 'default') continue;
    else if (word === 'required')
      both[word] = [...new Set([...(mine as string[]), ...(value as string[])])];
    else if (/^(?:min|exclusiveMin)/.test(word))
      both[word] = Math.max(mine as number, value as number);
    else if (/^(?:max|exclusiveMax)/.test(word))
      both[word] = Math.min(mine as number, value as number);
    else if (word === 'type') {
      const types = commonTypes(mine, value);
      if (types.length === 0) return false;
      both[word] = types;
    } else if (word === 'enum') {
      const values = new Set((value as unknown[]).map(canonical));
      both[word] = (mine as unknown[]).filter((one) => values.has(canonical(one)));
    } else if (word === 'items' || word === 'additionalProperties')
      both[word] = { allOf: [mine, value] };
    else if (word !== 'properties') both[`two "${word}"`] = canonical([mine, value]);
  }
  if (a.properties ?? b.properties) both.properties = commonMembers(a, b);
  return both;
}

/** A member that only one of them lists is what the other one says of its further members. */
function commonMembers(a: Keywords, b: Keywords): Members {
  const [mine, theirs] = [membersOf(a), membersOf(b)];
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const member = (members: Members, rest: Schema, name: string) => ownValue(members, name) ?? rest;
  const all = names.map((name): [string, Schema] => {
    const pair = [member(mine, restOf(a), name), member(theirs, restOf(b), name)];
    const [one = true, other = true] = pair.filter((each) => each !== true);
    const isOne = pair.includes(true) || canonical(one) === canonical(other);
    return [name, pair.includes(false) ? false : isOne ? one : { allOf: pair }];
  });
  return Object.fromEntries(all);
}

function commonTypes(mine: unknown, theirs: unknown): string[] {
  const others = new Set([theirs].flat());
  const both = [mine].flat().flatMap((type) => {
    if (others.has(type)) return [type as string];
    const isWhole =
      (type === 'integer' && others.has('number')) || (type === 'number' && others.has('integer'));
    return isWhole ? ['integer'] : [];
  });
  return [...new Set(both)];
}

/** Whether no value fits two of them: other types, other constants, or a member that one needs and another one forbids. */
export const areDisjoint = (branches: readonly Schema[]): boolean =>
  branches.every((one, index) => branches.slice(index + 1).every((other) => excludes(one, other)));

function excludes(one: Schema, other: Schema): boolean {
  if (typeof one === 'boolean' || typeof other === 'boolean')
    return one === false || other === false;
  const [types, others] = [typesOf(one), typesOf(other)];
  if (types && others && !types.some((type) => others.includes(type))) return true;
  if (areApart(constantsOf(one), constantsOf(other))) return true;
  const areObjects = [types, others].every((all) => all?.length === 1 && all[0] === 'object');
  if (!areObjects) return false;
  const isForbidden = (name: string, by: Keywords) =>
    restOf(by) === false &&
    by.patternProperties === undefined &&
    !Object.hasOwn(membersOf(by), name);
  const [needed, neededByOther] = [one, other].map((each) => (each.required ?? []) as string[]);
  return (
    (needed ?? []).some((name) => isForbidden(name, other)) ||
    (neededByOther ?? []).some((name) => isForbidden(name, one)) ||
    (needed ?? []).some(
      (name) =>
        neededByOther?.includes(name) &&
        areApart(constantsOf(membersOf(one)[name]), constantsOf(membersOf(other)[name])),
    )
  );
}

function typesOf(schema: Keywords): string[] | undefined {
  if ('const' in schema) return [typeOf(schema.const)];
  if (schema.type === undefined) return undefined;
  return [schema.type as string | string[]]
    .flat()
    .map((type) => (type === 'integer' ? 'number' : type));
}

function constantsOf(schema: Schema | undefined): readonly unknown[] | undefined {
  if (!isRecord(schema)) return undefined;
  return 'const' in schema ? [schema.const] : (schema.enum as unknown[] | undefined);
}

const areApart = (a: readonly unknown[] | undefined, b: readonly unknown[] | undefined) =>
  a !== undefined &&
  b !== undefined &&
  !a.some((value) => b.some((each) => canonical(each) === canonical(value)));

/** The JSON type of a value. */
export const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** The default of a member, also where a reference or a branch of it states one. */
export function defaultOf(schema: Schema | undefined, root: Schema, depth = 0): unknown {
  if (!isRecord(schema) || depth > 20) return undefined;
  if ('default' in schema) return schema.default;
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema;
  const target = typeof $ref === 'string' && $ref.startsWith('#') ? [targetOf($ref, root)] : [];
  for (const part of [...target, allOf, anyOf, oneOf].flat()) {
    const value = defaultOf(part as Schema, root, depth + 1);
    if (value !== undefined) return value;
  }
  return undefined;
}
