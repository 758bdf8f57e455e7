import type { JsonSchemaObject } from '../../model/json-schema.js';
import { camelCase, words } from '../../model/names.js';
import { documentShape } from '../shape/document-shape.js';
import { printed } from './layout.js';
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
  expanded,
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
  /** Constants that tools share. */
  shared: readonly SharedName[];
}

/** A constant in a file of `schemas`. */
export interface SharedName {
  constant: string;
  /** Without extension. */
  file: string;
}

/** The constant of a part that tools share. */
export type SharedNames = (shape: Shape, io: Io) => SharedName | undefined;

interface ZodOptions {
  io: Io;
  /** What stands on the first line already, such as `  input: `; its leading spaces are the indentation. */
  prefix?: string;
  /** Properties of the root whose default is filled in; the others only tell it. */
  filled?: readonly string[];
  /** Names that the file declares or imports for something else. */
  taken?: readonly string[];
  shared?: SharedNames;
}

/**
 * Zod source that states in `tools/list` what a schema states. The schema must be free of `schemaProblems`.
 */
export function zodSource(
  schema: JsonSchemaObject,
  { io, prefix = '', filled = [], taken = [], shared = () => undefined }: ZodOptions,
): ZodSource {
  const { root, definitions } = documentShape(schema, io, filled);
  // `comment` becomes `commentInput`: arguments and results are parsed differently and may stand in one file.
  const nameOf = definitionNames(
    definitions.keys(),
    (name) => camelCase(`${words(name).length > 0 ? name : 'part'} ${io}`),
    taken,
  );
  const names = new UsedNames(nameOf, shared, io);
  const statements = Array.from(definitions, ([name, shape]) => {
    const start = `const ${nameOf(name)} = `;
    return `${start}${printed(definitionCode(name, shape, names), start)};`;
  });
  const code = printed(rootCode(root, names), prefix);
  return { code, declarations: statements.join('\n\n'), ...names.used };
}

/** Source of a constant that tools share; what it contains can be shared, too. */
export function sharedSource(
  shape: ObjectShape | Extract<Shape, { kind: 'choice' }>,
  prefix: string,
  { io, shared }: { io: Io; shared: SharedNames },
): Omit<ZodSource, 'declarations'> {
  const names = new UsedNames((name) => name, shared, io);
  const code =
    shape.kind === 'object' ? objectOf(shape, names, { expanded: true }) : bareCode(shape, names);
  return { code: printed(code, prefix), ...names.used };
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
type Helper = 'exactInteger' | 'fromApi' | 'int64' | 'rawSchema';

/** What printed code refers to. */
class UsedNames {
  readonly #helpers = new Set<Helper>();
  readonly #shared = new Map<string, SharedName>();

  constructor(
    /** The const of a definition. */
    readonly definition: (name: string) => string,
    readonly sharedNames: SharedNames,
    readonly io: Io,
  ) {}

  /** Called with each helper that has to be imported. */
  use(helper: Helper): void {
    this.#helpers.add(helper);
  }

  sharedName(shape: Shape): string | undefined {
    const name = this.sharedNames(shape, this.io);
    if (name) this.#shared.set(name.constant, name);
    return name?.constant;
  }

  get used(): Pick<ZodSource, 'helpers' | 'shared'> {
    return { helpers: [...this.#helpers].sort(), shared: [...this.#shared.values()] };
  }
}

type Names = UsedNames;

/** The zod expression of a shape. */
const zodCode = (shape: Shape, names: Names): Code =>
  withNotes(bareCode(shape, names), notesOf(shape, names.io));

/** Arguments of these formats are checked, where nothing else is said of them. */
const FORMATS = {
  date: () => method('z.iso', 'date'),
  'date-time': () => method('z.iso', 'datetime', '{ offset: true }'),
  uri: () => z('url'),
  uuid: () => z('uuid'),
};

type Format = keyof typeof FORMATS;

/** The format that the code of a shape says. */
export function formatOf(shape: Shape, io: Io): Format | undefined {
  if (io !== 'input' || shape.kind !== 'string') return undefined;
  const { min, max, pattern, notes } = shape;
  const isAlone = (min ?? max ?? pattern) === undefined;
  const { format } = notes;
  return isAlone && typeof format === 'string' && Object.hasOwn(FORMATS, format)
    ? (format as Format)
    : undefined;
}

/** What a shape says besides what its code says by itself. */
export function notesOf(shape: Shape, io: Io): Notes {
  if (formatOf(shape, io) === undefined) return shape.notes;
  const { format: _, ...others } = shape.notes;
  return others;
}

/** Of the arguments or the result as a whole: one property a line. */
function rootCode(shape: Shape, names: Names): Code {
  if (shape.kind !== 'object' || names.sharedNames(shape, names.io)) return zodCode(shape, names);
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
  const shared = names.sharedName(shape);
  if (shared !== undefined) return shared;
  switch (shape.kind) {
    case 'unknown':
    case 'never':
    case 'boolean':
    case 'null':
      return z(shape.kind);
    case 'string': {
      const format = formatOf(shape, names.io);
      if (format !== undefined) return FORMATS[format]();
      return matching(sized(z('string'), shape), shape.pattern);
    }
    case 'number':
      return bounded(z('number'), shape);
    case 'integer':
      return bounded(z('int'), shape);
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
  const fields = options.expanded === true ? expanded(entries) : object(entries);
  if (isFromApi(shape, names.io)) {
    names.use('fromApi');
    const bare = properties.map(({ name, shape: own }) =>
      pair(name, own.kind === 'nullable' ? withNotes(zodCode(own.inner, names), own.notes) : ''),
    );
    return call('fromApi', [options.expanded === true ? expanded(bare) : object(bare)]);
  }
  if (typeof rest === 'object')
    return method(z('object', fields), 'catchall', zodCode(rest, names));
  return z(rest === 'strip' ? 'object' : `${rest}Object`, fields);
}

/** Whatever its document says, an object of which any member may be missing or null, and which may have others. */
export const isFromApi = ({ properties, rest }: ObjectShape, io: Io): boolean =>
  io === 'output' &&
  (rest === 'strip' || rest === 'loose') &&
  properties.length > 0 &&
  properties.every(({ shape, optional, fallback }) => optional && !fallback && shape.kind === 'nullable' && !refers(shape)); // prettier-ignore

function propertyCode({ shape, optional, fallback }: PropertyShape, names: Names): Code {
  if (fallback) {
    const filled = method(bareCode(shape, names), 'default', jsonCode(fallback.value));
    return withNotes(filled, notesOf(shape, names.io));
  }
  if (!optional) return zodCode(shape, names);
  if (shape.kind === 'nullable')
    return withNotes(method(zodCode(shape.inner, names), 'nullish'), shape.notes);
  return withNotes(method(bareCode(shape, names), 'optional'), notesOf(shape, names.io));
}

function unionOf(union: UnionShape, names: Names): Code {
  const { how, options, discriminator } = union;
  if (isExactInteger(union, names.io)) {
    names.use('exactInteger');
    return call('exactInteger', []);
  }
  const [first, second] = options;
  // Known values, and others.
  if (
    how === 'anyOf' &&
    options.length === 2 &&
    first?.kind === 'choice' &&
    isPlain(second, 'string')
  )
    return method(zodCode(first, names), 'or', z('string'));
  const items = array(options.map((option) => zodCode(option, names)));
  if (how === 'anyOf') return z('union', items);
  return discriminator === undefined
    ? z('xor', items)
    : z('discriminatedUnion', jsonCode(discriminator), items);
}

/** A result of 64 bits. */
export function isExactInteger({ how, options }: UnionShape, io: Io): boolean {
  const [first, second, ...others] = options;
  const isPair = how === 'anyOf' && others.length === 0;
  return io === 'output' && isPair && isPlain(first, 'integer') && isPlain(second, 'string');
}

/** Of a type, and nothing else is said of it. */
const isPlain = (shape: Shape | undefined, kind: Shape['kind']): boolean =>
  shape?.kind === kind &&
  Object.entries(shape).every(
    ([key, value]) =>
      key === 'kind' || value === undefined || (key === 'notes' && Object.keys(value as object).length === 0), // prettier-ignore
  );

function rawOf({ schema, why, type }: Extract<Shape, { kind: 'raw' }>, names: Names): Code {
  names.use('rawSchema');
  const comment = `Raw JSON Schema: ${why}.`;
  const argument = { ...expanded(jsonEntries(schema)), comment };
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

const flagsOf = (pattern: string): string => (pattern.match(ATOM)?.some(needsUnicode) ? 'u' : '');

export const regularExpression = (pattern: string): RegExp => new RegExp(pattern, flagsOf(pattern));

function matching(expr: Code, pattern: string | undefined): Code {
  if (pattern === undefined) return expr;
  const flags = flagsOf(pattern);
  return method(expr, 'regex', `/${patternSource(pattern, flags)}/${flags}`);
}

function choiceOf(values: readonly Scalar[], constant: boolean): Code {
  const texts = values.every((value) => typeof value === 'string');
  // An enum is an object in zod, and an object puts keys that are numbers first.
  const keepsOrder = values.length < 2 || !values.some((value) => /^\d+$/.test(String(value)));
  if (texts && !constant && keepsOrder) return z('enum', jsonCode(values));
  return z('literal', jsonCode(values.length === 1 ? values[0] : values));
}
