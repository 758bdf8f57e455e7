import * as zod from 'zod';
import { fromApi } from '../../../runtime/src/call/from-api.js';
import { exactInteger, exactNumber, int64 } from '../../../runtime/src/call/integer.js';
import { rawSchema } from '../../../runtime/src/call/raw-schema.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { omit } from '../../model/json-schema/subschemas.js';
import { camelCase, words } from '../../model/names.js';
import { documentShape } from '../shape/document-shape.js';
import {
  type Bounds,
  type Io,
  type Notes,
  type ObjectShape,
  type PropertyShape,
  type Scalar,
  type Shape,
  type Size,
  type UnionShape,
  usesDefinition,
} from '../shape/shape.js';
import { type Code, jsonEntries, objectOnLines } from './code.js';
import { array, call, type Expression, json, method, object } from './expression.js';
import { printCode } from './layout.js';
import { patternSource } from './text-literal.js';
import { typeArgument } from './type.js';

export interface ZodSource {
  /** The expression; its first line continues the prefix. */
  code: string;
  /** Statements that have to stand before it: of schemas that contain themselves, and of properties that all choices have. */
  declarations: string;
  /** Whether `* as z` has to be imported. */
  usesZod: boolean;
  /** What has to be imported from the runtime, sorted. */
  helpers: readonly Helper[];
  /** Constants that tools share. */
  shared: readonly SharedName[];
}

/** A constant in a file of `schemas`. */
export interface SharedName {
  constant: string;
  /** Without extension. */
  file: string;
  /** What it says of itself, which its uses do not repeat. */
  description?: string;
}

/** The constant of a part that tools share, or of most of it. */
export type SharedNames = (
  shape: Shape,
  io: Io,
) => (SharedName & { more?: readonly PropertyShape[] }) | undefined;

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
  const commonName = definitionNames(['common'], () => 'commonFields', taken)('common');
  const names = new UsedNames(nameOf, shared, io, commonName);
  const codes = Array.from(
    definitions,
    ([name, shape]) => [name, definitionOf(name, shape, names).code] as const,
  );
  const statements = codes.map(([name, definition]) => {
    const start = `const ${nameOf(name)} = `;
    return `${start}${printCode(definition, start)};`;
  });
  const { code } = rootOf(root, names);
  const common = Array.from(names.common, ([name, fields]) => {
    const start = `const ${name} = `;
    return `${start}${printCode(fields, start)};`;
  });
  return {
    code: printCode(code, prefix),
    declarations: [...statements, ...common].join('\n\n'),
    usesZod: [code, ...codes.map(([, definition]) => definition)].some(refersToZod),
    ...names.used,
  };
}

/** The schema that the source of `zodSource` makes. */
export function zodSchema(
  schema: JsonSchemaObject,
  io: Io,
  filled: readonly string[] = [],
): zod.ZodType {
  const { root, definitions } = documentShape(schema, io, filled);
  const names = new UsedNames((name) => name, () => undefined, io); // prettier-ignore
  for (const [name, shape] of definitions)
    names.definitions.set(name, definitionOf(name, shape, names).value());
  return rootOf(root, names).value() as zod.ZodType;
}

/** Source of a constant that tools share; what it contains can be shared, too. */
export function sharedSource(
  shape: ObjectShape | Extract<Shape, { kind: 'choice' | 'string' }>,
  prefix: string,
  { io, shared, description }: { io: Io; shared: SharedNames; description: string | undefined },
): Omit<ZodSource, 'declarations'> {
  const names = new UsedNames((name) => name, shared, io);
  const schema =
    shape.kind === 'object' && !shared(shape, io)
      ? objectOf(shape, names, { expanded: true })
      : bare(shape, names);
  const { code } = withNotes(schema, description === undefined ? {} : { description });
  return { code: printCode(code, prefix), usesZod: refersToZod(code), ...names.used };
}

/** Whether code calls zod: texts in it can look so, too, and a call can go on below. */
function refersToZod(code: Code): boolean {
  if (typeof code === 'string') return code === Z.code || code === ISO.code;
  if ('calls' in code) return [code.head, ...code.calls].some(refersToZod);
  if ('items' in code) return code.items.some(refersToZod);
  return ('left' in code ? [code.left, code.right] : code).some(refersToZod);
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
const HELPERS = { exactInteger, exactNumber, fromApi, int64, rawSchema };

type Helper = keyof typeof HELPERS;

/** What printed code refers to. */
class UsedNames {
  readonly #helpers = new Set<Helper>();
  readonly #shared = new Map<string, SharedName>();
  /** Values of definitions. */
  readonly definitions = new Map<string, unknown>();
  /** Properties that all choices of a union have, by their constant. */
  readonly common = new Map<string, Code>();

  constructor(
    /** The const of a definition. */
    readonly definition: (name: string) => string,
    readonly sharedNames: SharedNames,
    readonly io: Io,
    /** The first constant of properties that choices have in common; without it, each choice has them itself. */
    readonly commonName?: string,
  ) {}

  /** A call of a helper, which has to be imported. */
  helper(name: Helper, argument?: Expression, type?: Code): Expression {
    this.#helpers.add(name);
    const code = type === undefined ? name : [name, typeArgument(type)];
    return call({ code, value: () => HELPERS[name] }, argument ? [argument] : []);
  }

  shared(shape: Shape): ReturnType<SharedNames> {
    const sharedName = this.sharedNames(shape, this.io);
    if (sharedName) this.#shared.set(sharedName.constant, sharedName);
    return sharedName;
  }

  get used(): Pick<ZodSource, 'helpers' | 'shared'> {
    return { helpers: [...this.#helpers].sort(), shared: [...this.#shared.values()] };
  }
}

type Names = UsedNames;

const zodOf = (shape: Shape, names: Names): Expression =>
  withNotes(bare(shape, names), notesOf(shape, names));

const ISO: Expression = { code: 'z.iso', value: () => zod.iso };

/** Arguments of these formats are checked. */
const FORMATS = {
  date: () => method(ISO, 'date'),
  'date-time': () => method(ISO, 'datetime', json({ offset: true })),
  uri: () => z('url'),
  uuid: () => z('uuid'),
};

type Format = keyof typeof FORMATS;

/** The format that the code of a shape says. */
function formatOf(shape: Shape, io: Io): Format | undefined {
  if (io !== 'input' || shape.kind !== 'string') return undefined;
  const { min, max, pattern, notes } = shape;
  const { format } = notes;
  // A length says nothing of a date, and clients would see two patterns.
  const isAlone = pattern === undefined && (format === 'uri' || (min ?? max) === undefined);
  return isAlone && typeof format === 'string' && Object.hasOwn(FORMATS, format)
    ? (format as Format)
    : undefined;
}

/** What a shape says besides what its code says by itself. */
function notesOf(shape: Shape, { io, sharedNames }: Names): Notes {
  const { description, more } =
    sharedNames(shape.kind === 'nullable' ? shape.inner : shape, io) ?? {};
  const isSaid = more === undefined && description === shape.notes.description;
  return omit(shape.notes, [
    ...(formatOf(shape, io) === undefined ? [] : ['format']),
    ...(isSaid ? ['description'] : []),
  ]);
}

/** The arguments or the result of a tool have one property on each line. */
function rootOf(shape: Shape, names: Names): Expression {
  if (shape.kind !== 'object' || names.sharedNames(shape, names.io)) return zodOf(shape, names);
  return withNotes(objectOf(shape, names, { expanded: true }), shape.notes);
}

/** Of a definition: what refers to definitions is left until all of them are there. */
function definitionOf(name: string, shape: ObjectShape, names: Names): Expression {
  return withNotes(objectOf(shape, names, { expanded: true, late: true }), {
    id: name,
    ...shape.notes,
  });
}

function bare(shape: Shape, names: Names): Expression {
  const shared = names.shared(shape);
  if (shared) {
    // Its value is not asked for: `zodSchema` shares nothing.
    const constant = { code: shared.constant, value: () => undefined };
    return shared.more ? method(constant, 'extend', fieldsOf(shared.more, names)) : constant;
  }
  switch (shape.kind) {
    case 'unknown':
    case 'never':
    case 'boolean':
    case 'null':
      return z(shape.kind);
    case 'string': {
      const format = formatOf(shape, names.io);
      const text = format === undefined ? z('string') : FORMATS[format]();
      return matching(sized(text, shape), shape.pattern);
    }
    case 'number':
      return bounded(z('number'), shape);
    case 'integer':
      return bounded(z('int'), shape);
    case 'int64':
      return names.helper('int64', int64Bounds(shape));
    case 'choice':
      return choiceOf(shape.values, shape.constant);
    case 'array':
      return sized(z('array', zodOf(shape.items, names)), shape);
    case 'object':
      return objectOf(shape, names);
    case 'nullable':
      return method(zodOf(shape.inner, names), 'nullable');
    case 'union':
      return unionOf(shape, names);
    case 'reference':
      return {
        code: names.definition(shape.name),
        value: () => names.definitions.get(shape.name) ?? zod.unknown(),
      };
    case 'raw':
      return rawOf(shape, names);
  }
}

function int64Bounds(shape: Extract<Shape, { kind: 'int64' }>): Expression | undefined {
  const bounds = omit(shape, ['kind', 'notes']);
  return Object.keys(bounds).length === 0 ? undefined : json(bounds);
}

/** A description alone is told by name; `.meta()` takes everything. */
function withNotes(expr: Expression, notes: Notes): Expression {
  const keys = Object.keys(notes);
  if (keys.length === 0) return expr;
  if (keys.length === 1 && 'description' in notes)
    return method(expr, 'describe', json(notes.description));
  return method(expr, 'meta', json(notes));
}

const fieldsOf = (properties: readonly PropertyShape[], names: Names): Expression =>
  object(
    properties.map((property) => ({
      name: property.name,
      of: propertyOf(property, names),
      isLate: false,
    })),
  );

function objectOf(
  shape: ObjectShape,
  names: Names,
  options: { expanded?: boolean; late?: boolean; common?: Common } = {},
): Expression {
  const { rest } = shape;
  const properties = shape.properties.slice(options.common?.count);
  const members = (of: (property: PropertyShape) => Expression) =>
    object(
      properties.map((property) => ({
        name: property.name,
        of: of(property),
        isLate: options.late === true && usesDefinition(property.shape),
      })),
      { isExpanded: options.expanded ?? false, constant: options.common?.constant ?? '' },
    );
  if (isFromApi(shape, names.io))
    return names.helper(
      'fromApi',
      members(({ shape: own }) => unlessNull(own, names)),
    );
  const fields = members((property) => propertyOf(property, names));
  if (typeof rest === 'object') return method(z('object', fields), 'catchall', zodOf(rest, names));
  return z(rest === 'strip' ? 'object' : `${rest}Object`, fields);
}

/** The expression of the shape without its null. */
function unlessNull(shape: Shape, names: Names): Expression {
  if (shape.kind === 'nullable') return withNotes(zodOf(shape.inner, names), notesOf(shape, names));
  if (shape.kind !== 'union') return zodOf(shape, names);
  return zodOf({ ...shape, options: shape.options.filter(({ kind }) => kind !== 'null') }, names);
}

const canBeNull = (shape: Shape): boolean =>
  shape.kind === 'nullable' ||
  (shape.kind === 'union' &&
    shape.how === 'anyOf' &&
    shape.options.some(({ kind }) => kind === 'null'));

/** An object of which any member may be missing or null, and which may have others. */
const isFromApi = ({ properties, rest }: ObjectShape, io: Io): boolean =>
  io === 'output' &&
  rest === 'loose' &&
  properties.length > 0 &&
  properties.every(
    ({ shape, optional, fallback }) =>
      optional && !fallback && canBeNull(shape) && !usesDefinition(shape),
  );

function propertyOf({ shape, optional, fallback }: PropertyShape, names: Names): Expression {
  if (fallback) {
    // Behind a transformation, clients see no default but what is parsed as given.
    const defaultMethod = shape.kind === 'int64' ? 'prefault' : 'default';
    const filled = method(bare(shape, names), defaultMethod, json(fallback.value));
    return withNotes(filled, notesOf(shape, names));
  }
  if (!optional) return zodOf(shape, names);
  if (shape.kind === 'nullable')
    return withNotes(method(zodOf(shape.inner, names), 'nullish'), notesOf(shape, names));
  return withNotes(method(bare(shape, names), 'optional'), notesOf(shape, names));
}

function unionOf(union: UnionShape, names: Names): Expression {
  const { how, options, discriminator } = union;
  const exact = names.io === 'output' ? exactHelper(union) : undefined;
  if (exact) return names.helper(exact);
  const [first, second] = options;
  // Known values, and others.
  if (
    how === 'anyOf' &&
    options.length === 2 &&
    first?.kind === 'choice' &&
    isPlain(second, 'string')
  )
    return method(zodOf(first, names), 'or', z('string'));
  const common = commonOf(options, names);
  const items = array(
    options.map((option) =>
      common && option.kind === 'object'
        ? withNotes(objectOf(option, names, { common }), option.notes)
        : zodOf(option, names),
    ),
  );
  if (how === 'anyOf') return z('union', items);
  return discriminator === undefined
    ? z('xor', items)
    : z('discriminatedUnion', json(discriminator), items);
}

/** The constant of the properties with which all choices begin. */
interface Common {
  constant: string;
  count: number;
}

/** So many equal properties are said once. */
const LEAST_COMMON = 3;

function commonOf(options: readonly Shape[], names: Names): Common | undefined {
  const [first, ...others] = options.map((option) =>
    option.kind === 'object' && !names.sharedNames(option, names.io) ? option.properties : [],
  );
  if (!first || others.length === 0 || names.commonName === undefined) return undefined;
  const isOwn = (property: PropertyShape, index: number) =>
    usesDefinition(property.shape) ||
    others.some((each) => JSON.stringify(each[index]) !== JSON.stringify(property));
  const end = first.findIndex(isOwn);
  const count = end < 0 ? first.length : end;
  if (count < LEAST_COMMON) return undefined;
  const number = names.common.size + 1;
  const constant = `${names.commonName}${number > 1 ? number : ''}`;
  names.common.set(constant, fieldsOf(first.slice(0, count), names).code);
  return { constant, count };
}

/** The helper for a union of a number and its digits as text. */
function exactHelper({ how, options }: UnionShape): Helper | undefined {
  const [first, second, ...others] = options;
  if (how !== 'anyOf' || others.length > 0 || !isPlain(second, 'string')) return undefined;
  if (isPlain(first, 'integer')) return 'exactInteger';
  return isPlain(first, 'number') ? 'exactNumber' : undefined;
}

/** Whether the shape is this type without any constraint. */
const isPlain = (shape: Shape | undefined, kind: Shape['kind']): boolean =>
  shape?.kind === kind &&
  Object.entries(shape).every(
    ([key, value]) =>
      key === 'kind' ||
      value === undefined ||
      (key === 'notes' && Object.keys(value as object).length === 0),
  );

function rawOf({ schema, why, type }: Extract<Shape, { kind: 'raw' }>, names: Names): Expression {
  const comment = `Raw JSON Schema: ${why}.`;
  const argument = {
    code: { ...objectOnLines(jsonEntries(schema)), comment },
    value: () => schema,
  };
  return names.helper('rawSchema', argument, type);
}

const Z: Expression = { code: 'z', value: () => zod };

/** `z.name(args)` */
const z = (name: string, ...args: Expression[]): Expression => method(Z, name, ...args);

/** With bounds of its length. */
function sized(expr: Expression, { min, max }: Size): Expression {
  if (min !== undefined && min === max) return method(expr, 'length', json(min));
  return limited(expr, [
    ['min', min],
    ['max', max],
  ]);
}

const bounded = (expr: Expression, bounds: Bounds): Expression =>
  limited(expr, [
    ['min', bounds.minimum],
    ['gt', bounds.exclusiveMinimum],
    ['max', bounds.maximum],
    ['lt', bounds.exclusiveMaximum],
    ['multipleOf', bounds.multipleOf],
  ]);

const limited = (
  expr: Expression,
  limits: readonly [name: string, limit: number | undefined][],
): Expression =>
  limits.reduce(
    (limited, [name, limit]) =>
      limit === undefined ? limited : method(limited, name, json(limit)),
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

function matching(expr: Expression, pattern: string | undefined): Expression {
  if (pattern === undefined) return expr;
  const flags = flagsOf(pattern);
  const code = `/${patternSource(pattern, flags)}/${flags}`;
  return method(expr, 'regex', { code, value: () => new RegExp(pattern, flags) });
}

function choiceOf(values: readonly Scalar[], constant: boolean): Expression {
  const texts = values.every((value) => typeof value === 'string');
  // An enum is an object in zod, and an object puts keys that are numbers first.
  const keepsOrder = values.length < 2 || !values.some((value) => /^\d+$/.test(String(value)));
  if (texts && !constant && keepsOrder) return z('enum', json(values));
  return z('literal', json(values.length === 1 ? values[0] : values));
}
