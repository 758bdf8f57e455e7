import type { JsonSchemaObject } from '../../model/json-schema.js';
import { camelCase, words } from '../../model/names.js';
import { documentShape } from '../shape/document-shape.js';
import { printCode } from './layout.js';
import {
  type Io,
  type Bounds,
  type Notes,
  type ObjectShape,
  type PropertyShape,
  type Shape,
  type UnionShape,
  refers,
  type Scalar,
  type Size,
} from '../shape/shape.js';
import {
  array,
  call,
  type Code,
  objectOnLines,
  getter,
  jsonCode,
  jsonEntries,
  method,
  object,
  pair,
} from './code.js';
import { patternSource } from './text-literal.js';

export interface ZodSource {
  /** The expression; its first line continues the prefix. */
  code: string;
  /** Statements that have to stand before it, each on a line of its own; empty but for schemas that contain themselves. */
  declarations: string;
  /** What has to be imported from the runtime besides `* as z`, sorted. */
  helpers: readonly Helper[];
}

interface ZodOptions {
  io: Io;
  /** What stands on the first line already, such as `  input: `; its leading spaces are the indentation. */
  prefix?: string;
  /** Properties of the root whose default is filled in; the others only tell it. */
  filled?: readonly string[];
  /** Names that the file declares or imports for something else. */
  taken?: readonly string[];
}

/**
 * Zod source that states in `tools/list` what a schema states. The schema must be free of `schemaProblems`.
 */
export function zodSource(
  schema: JsonSchemaObject,
  { io, prefix = '', filled = [], taken = [] }: ZodOptions,
): ZodSource {
  const { root, definitions } = documentShape(schema, io, filled);
  // `comment` becomes `commentInput`: arguments and results are parsed differently and may stand in one file.
  const nameOf = definitionNames(
    definitions.keys(),
    (name) => camelCase(`${words(name).length > 0 ? name : 'part'} ${io}`),
    taken,
  );
  const helpers = new Set<Helper>();
  const names: Names = {
    definition: nameOf,
    use: (helper) => helpers.add(helper),
  };
  const statements = Array.from(definitions, ([name, shape]) => {
    const start = `const ${nameOf(name)} = `;
    return `${start}${printCode(definitionCode(name, shape, names), start)};`;
  });
  const code = printCode(rootCode(root, names), prefix);
  return { code, declarations: statements.join('\n\n'), helpers: [...helpers].sort() };
}

/**
 * A name in code for each definition, numbered where two would become the same.
 * @param others names that the file declares or imports for something else
 */
function definitionNames(
  definitions: Iterable<string>,
  wanted: (definition: string) => string,
  others: readonly string[] = [],
): (definition: string) => string {
  const names = new Map<string, string>();
  const taken = new Set(others);
  for (const definition of definitions) {
    let name = wanted(definition);
    for (let number = 2; taken.has(name); number++) name = `${wanted(definition)}${number}`;
    taken.add(name);
    names.set(definition, name);
  }
  return (definition) => names.get(definition) ?? wanted(definition);
}

/** Helpers that generated code imports from the runtime. */
type Helper = 'int64' | 'integer' | 'rawSchema';

/** What printed code refers to. */
interface Names {
  /** The const of a definition. */
  definition(name: string): string;
  /** Called with each helper that has to be imported. */
  use(helper: Helper): void;
}

/** The zod expression of a shape. */
const zodCode = (shape: Shape, names: Names): Code =>
  withNotes(bareCode(shape, names), shape.notes);

/** Of the arguments or the result as a whole: one property a line. */
function rootCode(shape: Shape, names: Names): Code {
  if (shape.kind !== 'object') return zodCode(shape, names);
  return withNotes(objectOf(shape, names, { expanded: true }), shape.notes);
}

/** Of a definition: what refers to definitions is left until all of them are there. */
function definitionCode(name: string, shape: ObjectShape, names: Names): Code {
  return withNotes(objectOf(shape, names, { expanded: true, late: true }), {
    id: name,
    ...shape.notes,
  });
}

function bareCode(shape: Shape, names: Names): Code {
  switch (shape.kind) {
    case 'unknown':
    case 'never':
    case 'boolean':
    case 'null':
      return z(shape.kind);
    case 'string':
      return matching(sized(z('string'), shape), shape.pattern);
    case 'number':
      return bounded(z('number'), shape);
    case 'integer':
      return bounded(integerOf(shape, names), shape);
    case 'int64':
      names.use('int64');
      return call('int64', []);
    case 'choice':
      return choiceOf(shape.values, shape.constant);
    case 'array':
      return sized(z('array', zodCode(shape.items, names)), shape);
    case 'object':
      return objectOf(shape, names);
    case 'nullable':
      return method(zodCode(shape.inner, names), 'nullable');
    case 'union':
      return unionOf(shape, names);
    case 'reference':
      return names.definition(shape.name);
    case 'raw':
      return rawOf(shape, names);
  }
}

/** A description alone is told by name; `.meta()` takes everything. */
function withNotes(expr: Code, notes: Notes): Code {
  const keys = Object.keys(notes);
  if (keys.length === 0) return expr;
  if (keys.length === 1 && 'description' in notes)
    return method(expr, 'describe', jsonCode(notes.description));
  return method(expr, 'meta', object(jsonEntries(notes)));
}

/** `z.int()` states the safe integers as bounds, unless there are narrower ones on both sides. */
function integerOf(bounds: Bounds, names: Names): Code {
  if (hasSafeBounds(bounds)) return z('int');
  names.use('integer');
  return call('integer', []);
}

function objectOf(
  shape: ObjectShape,
  names: Names,
  options: { expanded?: boolean; late?: boolean } = {},
): Code {
  const { properties, rest } = shape;
  const entries = properties.map((property) => {
    const value = propertyCode(property, names);
    const isLate = options.late === true && refers(property.shape);
    return isLate ? getter(property.name, value) : pair(property.name, value);
  });
  const fields = options.expanded === true ? objectOnLines(entries) : object(entries);
  if (typeof rest === 'object')
    return method(z('object', fields), 'catchall', zodCode(rest, names));
  return z(rest === 'strip' ? 'object' : `${rest}Object`, fields);
}

function propertyCode({ shape, optional, fallback }: PropertyShape, names: Names): Code {
  if (fallback) {
    const filled = method(bareCode(shape, names), 'default', jsonCode(fallback.value));
    return withNotes(filled, shape.notes);
  }
  if (!optional) return zodCode(shape, names);
  if (shape.kind === 'nullable')
    return withNotes(method(zodCode(shape.inner, names), 'nullish'), shape.notes);
  return withNotes(method(bareCode(shape, names), 'optional'), shape.notes);
}

function unionOf({ how, options, discriminator }: UnionShape, names: Names): Code {
  const items = array(options.map((option) => zodCode(option, names)));
  if (how === 'anyOf') return z('union', items);
  return discriminator === undefined
    ? z('xor', items)
    : z('discriminatedUnion', jsonCode(discriminator), items);
}

function rawOf({ schema, why, type }: Extract<Shape, { kind: 'raw' }>, names: Names): Code {
  names.use('rawSchema');
  const comment = `Raw JSON Schema: ${why}.`;
  const argument = { ...objectOnLines(jsonEntries(schema)), comment };
  return call(['rawSchema<', type, '>'], [argument]);
}

/** `z.name(args)` */
const z = (name: string, ...args: Code[]): Code => method('z', name, ...args);

/** With bounds of its length. */
function sized(expr: Code, { min, max }: Size): Code {
  if (min !== undefined && min === max) return method(expr, 'length', jsonCode(min));
  return limited(expr, [
    ['min', min],
    ['max', max],
  ]);
}

const bounded = (expr: Code, bounds: Bounds): Code =>
  limited(expr, [
    ['min', bounds.minimum],
    ['gt', bounds.exclusiveMinimum],
    ['max', bounds.maximum],
    ['lt', bounds.exclusiveMaximum],
    ['multipleOf', bounds.multipleOf],
  ]);

const limited = (expr: Code, limits: readonly [name: string, limit: number | undefined][]): Code =>
  limits.reduce(
    (limited, [name, limit]) =>
      limit === undefined ? limited : method(limited, name, jsonCode(limit)),
    expr,
  );

/** A class, an escape or a character of a pattern, with a quantifier that has no upper bound. */
const ATOM = /(?:\[(?:\\.|[^\]\\])*\]|\\.|.)[*+]?/gsu;
/** Without the flag `u`, these mean something else. */
const UNICODE = /\\[pPu]|[^\p{ASCII}]/u;
/** Without it, one of these is half of a character outside the BMP. */
const ANY_BUT = /^(?:\.|\[\^|\\[DSW]|\[.*\\[DSW])[^]*(?<![*+])$/su;

const needsUnicode = (atom: string) => UNICODE.test(atom) || ANY_BUT.test(atom);

function matching(expr: Code, pattern: string | undefined): Code {
  if (pattern === undefined) return expr;
  const flags = pattern.match(ATOM)?.some(needsUnicode) ? 'u' : '';
  return method(expr, 'regex', `/${patternSource(pattern, flags)}/${flags}`);
}

function choiceOf(values: readonly Scalar[], constant: boolean): Code {
  const texts = values.every((value) => typeof value === 'string');
  // An enum is an object in zod, and an object puts keys that are numbers first.
  const keepsOrder = values.length < 2 || !values.some((value) => /^\d+$/.test(String(value)));
  if (texts && !constant && keepsOrder) return z('enum', jsonCode(values));
  return z('literal', jsonCode(values.length === 1 ? values[0] : values));
}

/** On both sides, and narrower than the safe integers. */
export function hasSafeBounds({
  minimum,
  exclusiveMinimum,
  maximum,
  exclusiveMaximum,
}: Bounds): boolean {
  const isSafe = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  return isSafe(minimum ?? exclusiveMinimum) && isSafe(maximum ?? exclusiveMaximum);
}
