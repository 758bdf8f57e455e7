import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { SchemaSide } from '../../../src/codegen/zod-shape/shape.js';
import { mapValues, omit, pick } from '../../../src/model/json-schema/subschemas.js';

type Json = Record<string, unknown>;

const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern'],
  number: NUMBERS,
  integer: NUMBERS,
  array: ['items', 'minItems', 'maxItems', 'uniqueItems', 'prefixItems'],
  object: ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties'],
  boolean: [],
  null: [],
};
const COMBINING = ['enum', 'const', 'anyOf', 'oneOf', 'allOf', 'not'];

/** References are followed so far: what contains itself is compared to that depth. */
const DEPTH = 6;

/**
 * One form for all ways to say the same: JSON Schema has several for null, for constants and for "anything". Results
 * are parsed before they are sent, so it makes no difference there whether other properties are allowed; arguments have
 * those that they declare.
 */
export function canonical(root: Json, io: SchemaSide): unknown {
  const whole = io === 'input' ? { additionalProperties: false, ...root } : root;
  return JSON.parse(JSON.stringify(form(whole, DEPTH)));

  function form(schema: unknown, depth: number): Json {
    if (depth === 0) return {};
    if (schema === false) return { not: {} };
    if (!isObject(schema)) return {};
    if (typeof schema.$ref === 'string') {
      return form(
        { ...followed(root, schema.$ref), ...omit(schema, ['$ref', '$defs', 'definitions']) },
        depth,
      );
    }
    const own = splitTypes(omit(schema, ['$defs', 'definitions']));
    const deeper = (part: unknown) => form(part, depth - 1);
    const same = (part: unknown) => form(part, depth);
    return [
      (json: Json) => choiceForm(json),
      (json: Json) => boundsForm(json),
      (json: Json) => mapEach(json, ['items', 'not'], deeper),
      (json: Json) =>
        mapEach(json, ['additionalProperties'], (rest) =>
          rest === false ? { not: {} } : deeper(rest),
        ),
      (json: Json) =>
        mapEach(json, ['properties', 'patternProperties'], (map) => mapValues(map as Json, deeper)),
      (json: Json) => mapEach(json, ['prefixItems'], (list) => (list as unknown[]).map(deeper)),
      (json: Json) =>
        mapEach(json, ['anyOf', 'oneOf', 'allOf'], (list) => (list as unknown[]).map(same)),
      allOfForm,
      (json: Json) => objectForm(json, io),
      unionForm,
    ].reduce((json, step) => step(json), own);
  }
}

const mapEach = (
  json: Json,
  keywords: readonly string[],
  change: (value: unknown) => unknown,
): Json =>
  mapValues(json, (value, keyword) => (keywords.includes(keyword) ? change(value) : value));

const sorted = (values: readonly unknown[]) =>
  values.toSorted((a, b) => (stable(a) < stable(b) ? -1 : 1));

/** JSON with keys in order. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** Several types are as many schemas, each with what concerns it. */
function splitTypes(json: Json): Json {
  if (!Array.isArray(json.type) || COMBINING.some((keyword) => keyword in json)) return json;
  const types = json.type as string[];
  const [only] = types;
  if (types.length === 1) return { ...json, type: only };
  const concerned = types.flatMap((type) => OF_TYPE[type]!);
  return {
    ...omit(json, ['type', ...concerned]),
    anyOf: types.map((type) => ({ ...pick(json, OF_TYPE[type]!), type })),
  };
}

/** A constant is an enum of one, and the type of listed values goes without saying. */
function choiceForm(json: Json): Json {
  if (!('const' in json) && !Array.isArray(json.enum)) return json;
  const values = sorted([...new Set('const' in json ? [json.const] : (json.enum as unknown[]))]);
  const types = [json.type ?? []].flat();
  const isTold = values.every((value) =>
    types.some(
      (type) => type === typeName(value) || (type === 'integer' && Number.isInteger(value)),
    ),
  );
  return { ...omit(json, ['const', ...(isTold ? ['type'] : [])]), enum: values };
}

const typeName = (value: unknown) => (value === null ? 'null' : typeof value);

/** Of two bounds on one side, the narrower one; patterns as JavaScript prints them. */
function boundsForm(json: Json): Json {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = json as Record<
    string,
    number | undefined
  >;
  const dropped: string[] = [];
  if (minimum !== undefined && exclusiveMinimum !== undefined)
    dropped.push(exclusiveMinimum >= minimum ? 'minimum' : 'exclusiveMinimum');
  if (maximum !== undefined && exclusiveMaximum !== undefined)
    dropped.push(exclusiveMaximum <= maximum ? 'maximum' : 'exclusiveMaximum');
  const pattern =
    typeof json.pattern === 'string' && json.pattern !== ''
      ? { pattern: plainPattern(json.pattern) }
      : {};
  return { ...omit(json, dropped), ...pattern };
}

const plainPattern = (pattern: string) =>
  new RegExp(pattern, 'u').source.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );

/** Parts that state different keywords are one schema; what is around them describes it. */
function allOfForm(json: Json): Json {
  if (!Array.isArray(json.allOf)) return json;
  const parts = json.allOf as Json[];
  const types = parts.flatMap(({ type }) => type ?? []);
  const keys = parts.flatMap((part) => Object.keys(omit(part, ['type', 'description'])));
  const isNumber = isDeep(sorted([...new Set(types)]), ['integer', 'number']);
  if (new Set(keys).size < keys.length || (new Set(types).size > 1 && !isNumber)) return json;
  return {
    ...(Object.assign({}, ...parts) as Json),
    ...(isNumber && { type: 'integer' }),
    ...omit(json, ['allOf']),
  };
}

/** Properties are an object, required ones are among them, and what allows anything is left out. */
function objectForm(json: Json, io: SchemaSide): Json {
  if (json.type !== 'object') return isDeep(json.items, {}) ? omit(json, ['items']) : json;
  const isNamed = io === 'input' && Object.keys(json.properties ?? {}).length > 0;
  const { additionalProperties = isNamed ? { not: {} } : undefined } = json;
  const required = sorted((json.required ?? []) as string[]) as string[];
  const others = Object.fromEntries(
    required.map((name) => [name, json.additionalProperties ?? {}]),
  );
  const properties = { ...others, ...((json.properties ?? {}) as Json) };
  const isOpen = additionalProperties === undefined || isDeep(additionalProperties, {});
  const isClosed = isObject(additionalProperties) && isDeep(additionalProperties.not, {});
  const rest = isClosed ? { not: {} } : additionalProperties;
  const isAnyName = isDeep(json.propertyNames, { type: 'string' });
  return {
    ...omit(json, ['additionalProperties', 'required', ...(isAnyName ? ['propertyNames'] : [])]),
    properties,
    ...(!isOpen && !(isClosed && io === 'output') && { additionalProperties: rest }),
    ...(required.length > 0 && { required }),
  };
}

const isDeep = (a: unknown, b: unknown) => stable(a) === stable(b);

/** Options in one list and in one order; constants and null among them are one enum. */
function unionForm(json: Json): Json {
  if (Array.isArray(json.oneOf) && json.oneOf.length === 2 && json.oneOf.some(isNull)) {
    return unionForm({ ...omit(json, ['oneOf']), anyOf: json.oneOf });
  }
  if (Array.isArray(json.oneOf)) return { ...json, oneOf: sorted(json.oneOf) };
  if (!Array.isArray(json.anyOf)) return json;
  const flat = (json.anyOf as Json[]).flatMap((option) =>
    isDeep(Object.keys(option), ['anyOf']) ? (option.anyOf as Json[]) : [option],
  );
  const options = sorted([
    ...new Map(flat.map((option) => [stable(option), option])).values(),
  ]) as Json[];
  const rest = omit(json, ['anyOf']);
  if (options.some(isChoice) && options.every((option) => isChoice(option) || isNull(option))) {
    const values = options.flatMap((option) =>
      isChoice(option) ? (option.enum as unknown[]) : [null],
    );
    return { ...rest, enum: sorted([...new Set(values)]) };
  }
  return options.length === 1 ? { ...options[0], ...rest } : { ...rest, anyOf: options };
}

const isChoice = (option: Json) => isDeep(Object.keys(option), ['enum']);
const isNull = (option: unknown) =>
  isDeep(option, { type: 'null' }) || isDeep(option, { enum: [null] });

function followed(root: Json, reference: string): Json {
  const [holder = '', name = ''] = reference
    .split('/')
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
  return reference === '#' ? root : ((root[holder] as Json)[name] as Json);
}
