import * as zod from 'zod';
import { fromApi } from '../../../runtime/src/call/schema/from-api.js';
import { exactInteger, exactNumber, int64 } from '../../../runtime/src/call/schema/integer.js';
import { rawSchema } from '../../../runtime/src/call/schema/raw-schema.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { omit } from '../../model/json-schema/subschemas.js';
import { camelCase, wordsOfName } from '../../model/names.js';
import { documentShape } from '../zod-shape/document-shape.js';
import {
  type Bounds,
  type Notes,
  type ObjectShape,
  type PropertyShape,
  type Scalar,
  type SchemaSide,
  type Shape,
  type Size,
  type UnionShape,
  usesDefinition,
} from '../zod-shape/shape.js';
import { type Code, jsonEntries, object as objectCode, objectOnLines, spread } from './code.js';
import {
  array,
  call,
  type Expression,
  type ExpressionMember,
  json,
  method,
  object,
} from './expression.js';
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
  /** Names to import from the runtime, sorted. */
  helpers: readonly Helper[];
  /** Constants that tools share. */
  sharedNames: readonly SharedName[];
}

/** A constant in a file of `schemas`. */
export interface SharedName {
  constant: string;
  /** File name without extension. */
  file: string;
  /** Description of the constant, which its uses do not repeat. */
  description?: string;
}

/** A constant with its source. */
export interface SharedConstant extends SharedName {
  source: Omit<ZodSource, 'declarations'>;
}

/** The shared constant for a part, or for most of it. */
export type SharedNames = (
  shape: Shape,
  io: SchemaSide,
) => (SharedName & { more?: readonly PropertyShape[] }) | undefined;

interface ZodOptions {
  io: SchemaSide;
  /** Text on the first line, such as `  input: `; its leading spaces are the indentation. */
  prefix?: string;
  /** Properties of the root whose default zod fills in; other defaults are only documented. */
  defaultedNames?: readonly string[];
  /** Names that the file declares or imports for another purpose. */
  takenNames?: readonly string[];
  sharedNameOf?: SharedNames;
  /** Properties of the root that stand in a constant. */
  groups?: readonly PropertyGroup[];
}

interface PropertyGroup extends SharedName {
  properties: readonly PropertyShape[];
}

/**
 * Returns a Zod source for which `tools/list` returns an equivalent schema. The schema must have no
 * `schemaProblems`.
 */
export function zodSource(
  schema: JsonSchemaObject,
  {
    io,
    prefix = '',
    defaultedNames = [],
    takenNames = [],
    sharedNameOf = () => undefined,
    groups = [],
  }: ZodOptions,
): ZodSource {
  const { root, definitions } = documentShape(schema, io, defaultedNames);
  // `comment` becomes `commentInput`, because arguments and results are parsed differently and may
  // be in one file.
  const nameOf = definitionNames(
    definitions.keys(),
    (name) => camelCase(`${wordsOfName(name).length > 0 ? name : 'part'} ${io}`),
    takenNames,
  );
  const commonName = definitionNames(['common'], () => 'commonFields', takenNames)('common');
  const names = new UsedNames(nameOf, sharedNameOf, io, commonName);
  const codes = Array.from(
    definitions,
    ([name, shape]) => [name, definitionExpression(name, shape, names).code] as const,
  );
  const statements = codes.map(([name, definition]) => {
    const start = `const ${nameOf(name)} = `;
    return `${start}${printCode(definition, start)};`;
  });
  const { code } = rootExpression(root, names, { defaultedNames, groups });
  const common = Array.from(names.common, ([name, fields]) => {
    const start = `const ${name} = `;
    return `${start}${printCode(fields, start)};`;
  });
  return {
    code: printCode(code, prefix),
    declarations: [...common, ...statements].join('\n\n'), // common fields use no definitions
    usesZod: [code, ...codes.map(([, definition]) => definition)].some(refersToZod),
    ...names.used,
  };
}

/** Returns the schema that the source of `zodSource` creates. */
export function zodSchema(
  schema: JsonSchemaObject,
  io: SchemaSide,
  defaultedNames: readonly string[] = [],
): zod.ZodType {
  const { root, definitions } = documentShape(schema, io, defaultedNames);
  const names = new UsedNames(
    (name) => name,
    () => undefined,
    io,
  );
  for (const [name, shape] of definitions)
    names.definitions.set(name, definitionExpression(name, shape, names).value());
  return rootExpression(root, names, { defaultedNames }).value() as zod.ZodType;
}

/** Returns the source of a constant that tools share. Its parts can be shared, too. */
export function sharedSource(
  shape: ObjectShape | Extract<Shape, { kind: 'choice' | 'string' }>,
  prefix: string,
  {
    io,
    shared,
    description,
  }: { io: SchemaSide; shared: SharedNames; description: string | undefined },
): Omit<ZodSource, 'declarations'> {
  const names = new UsedNames((name) => name, shared, io);
  const schema =
    shape.kind === 'object' && !shared(shape, io)
      ? objectExpression(shape, names, { expanded: true })
      : withoutNotes(shape, names);
  const { code } = withNotes(schema, description === undefined ? {} : { description });
  return { code: printCode(code, prefix), usesZod: refersToZod(code), ...names.used };
}

/** Returns the source of properties that tools share, as an object. */
export function fieldsSource(
  properties: readonly PropertyShape[],
  prefix: string,
  shared: SharedNames,
): Omit<ZodSource, 'declarations'> {
  const names = new UsedNames((name) => name, shared, 'input');
  const { code } = propertiesExpression(properties, names, true);
  return { code: printCode(code, prefix), usesZod: refersToZod(code), ...names.used };
}

/** Returns whether code calls zod. Texts in it can look like a call, and a call can continue on the next line. */
function refersToZod(code: Code): boolean {
  if (typeof code === 'string') return code === Z.code || code === Z_ISO.code;
  if ('calls' in code) return [code.head, ...code.calls].some(refersToZod);
  if ('items' in code) return code.items.some(refersToZod);
  return ('left' in code ? [code.left, code.right] : code).some(refersToZod);
}

/**
 * Returns a unique name in code for each definition, numbered if necessary.
 * @param otherNames names that the file declares or imports for another purpose
 */
function definitionNames(
  definitions: Iterable<string>,
  preferredName: (definition: string) => string,
  otherNames: readonly string[] = [],
): (definition: string) => string {
  const names = new Map<string, string>();
  const takenNames = new Set(otherNames);
  for (const definition of definitions) {
    let name = preferredName(definition);
    for (let number = 2; takenNames.has(name); number++)
      name = `${preferredName(definition)}${number}`;
    takenNames.add(name);
    names.set(definition, name);
  }
  return (definition) => names.get(definition) ?? preferredName(definition);
}

/** Helpers that generated code imports from the runtime. */
const HELPERS = { exactInteger, exactNumber, fromApi, int64, rawSchema };

type Helper = keyof typeof HELPERS;

/** The names that printed code refers to. */
class UsedNames {
  readonly #helpers = new Set<Helper>();
  readonly #shared = new Map<string, SharedName>();
  /** Values of definitions. */
  readonly definitions = new Map<string, unknown>();
  /** Properties that all choices of a union have, by their constant. */
  readonly common = new Map<string, Code>();

  constructor(
    /** The constant of a definition. */
    readonly definition: (name: string) => string,
    readonly sharedNames: SharedNames,
    readonly io: SchemaSide,
    /** The first constant of properties that choices have in common; without it, each choice has them itself. */
    readonly commonName?: string,
  ) {}

  /** Returns a call of a helper, which has to be imported. */
  helper(name: Helper, argument?: Expression, type?: Code): Expression {
    this.#helpers.add(name);
    const code = type === undefined ? name : [name, typeArgument(type)];
    return call({ code, value: () => HELPERS[name] }, argument ? [argument] : []);
  }

  shared(shape: Shape): ReturnType<SharedNames> {
    const sharedName = this.sharedNames(shape, this.io);
    if (sharedName) this.use(sharedName);
    return sharedName;
  }

  use(sharedName: SharedName): void {
    this.#shared.set(sharedName.constant, sharedName);
  }

  get used(): Pick<ZodSource, 'helpers' | 'sharedNames'> {
    return { helpers: [...this.#helpers].sort(), sharedNames: [...this.#shared.values()] };
  }
}

type Names = UsedNames;

const schemaExpression = (shape: Shape, names: Names): Expression =>
  withNotes(withoutNotes(shape, names), shapeNotes(shape, names));

const Z_ISO: Expression = { code: 'z.iso', value: () => ZOD_FUNCTIONS['z.iso'] };

/** Formats of arguments that zod checks. */
const FORMATS = {
  date: () => method(Z_ISO, 'date'),
  'date-time': () => method(Z_ISO, 'datetime', json({ offset: true })),
  uri: () => z('url'),
  uuid: () => z('uuid'),
};

type CheckedFormat = keyof typeof FORMATS;

/** Returns the format that the code of a shape checks. */
function checkedFormat(shape: Shape, io: SchemaSide): CheckedFormat | undefined {
  if (io !== 'input' || shape.kind !== 'string') return undefined;
  const { min, max, pattern, notes } = shape;
  const { format } = notes;
  // A length adds nothing for a date, and clients would get two patterns.
  const isOnlyFormat = pattern === undefined && (format === 'uri' || (min ?? max) === undefined);
  return isOnlyFormat && typeof format === 'string' && Object.hasOwn(FORMATS, format)
    ? (format as CheckedFormat)
    : undefined;
}

/** Returns the notes of a shape that its code does not express. */
function shapeNotes(shape: Shape, { io, sharedNames }: Names): Notes {
  const { description, more } =
    sharedNames(shape.kind === 'nullable' ? shape.inner : shape, io) ?? {};
  const isDescribedBySchema = more === undefined && description === shape.notes.description;
  return omit(shape.notes, [
    ...(checkedFormat(shape, io) === undefined ? [] : ['format']),
    ...(isDescribedBySchema ? ['description'] : []),
  ]);
}

/** Returns the arguments or the result of a tool, with one property per line. */
function rootExpression(
  shape: Shape,
  names: Names,
  {
    defaultedNames,
    groups = [],
  }: { defaultedNames: readonly string[]; groups?: readonly PropertyGroup[] },
): Expression {
  if (shape.kind === 'raw')
    return withDefaults(schemaExpression(shape, names), shape.schema, defaultedNames);
  if (shape.kind !== 'object' || names.sharedNames(shape, names.io))
    return schemaExpression(shape, names);
  return withNotes(objectExpression(shape, names, { expanded: true, groups }), shape.notes);
}

/** Adds the defaults that are sent to valid arguments, because a raw JSON Schema only documents them. */
function withDefaults(
  rawExpression: Expression,
  { properties = {}, required = [] }: JsonSchemaObject,
  names: readonly string[],
): Expression {
  const defaults = Object.fromEntries(
    names.flatMap((name) => {
      const { [name]: property } = properties as Record<string, { default?: unknown } | undefined>;
      const isRequired = (required as readonly string[]).includes(name);
      return isRequired || property?.default === undefined
        ? []
        : [[name, property.default] as const];
    }),
  );
  if (Object.keys(defaults).length === 0) return rawExpression;
  return method(rawExpression, 'overwrite', {
    code: ['(args) => (', objectCode([...jsonEntries(defaults), spread('args')]), ')'],
    value: () => (args: object) => ({ ...defaults, ...args }),
  });
}

/** Returns the code of a definition. References to definitions are deferred until all of them exist. */
function definitionExpression(name: string, shape: ObjectShape, names: Names): Expression {
  return withNotes(objectExpression(shape, names, { expanded: true, late: true }), {
    id: name,
    ...shape.notes,
  });
}

function withoutNotes(shape: Shape, names: Names): Expression {
  const sharedName = names.shared(shape);
  if (sharedName) {
    // The value is not needed, because `zodSchema` shares nothing.
    const constant = { code: sharedName.constant, value: () => undefined };
    return sharedName.more
      ? method(constant, 'extend', propertiesExpression(sharedName.more, names))
      : constant;
  }
  switch (shape.kind) {
    case 'unknown':
    case 'never':
    case 'boolean':
    case 'null':
      return z(shape.kind);
    case 'string': {
      const format = checkedFormat(shape, names.io);
      const text = format === undefined ? z('string') : FORMATS[format]();
      return withPattern(withSize(text, shape), shape.pattern);
    }
    case 'number':
      return withBounds(z('number'), shape);
    case 'integer':
      return withBounds(z('int'), shape);
    case 'int64':
      return names.helper('int64', int64Bounds(shape));
    case 'choice':
      return enumExpression(shape.values, shape.constant);
    case 'array':
      return withSize(z('array', schemaExpression(shape.items, names)), shape);
    case 'object':
      return objectExpression(shape, names);
    case 'nullable':
      return method(schemaExpression(shape.inner, names), 'nullable');
    case 'union':
      return unionExpression(shape, names);
    case 'reference':
      return {
        code: names.definition(shape.name),
        value: () => names.definitions.get(shape.name) ?? zod.unknown(),
      };
    case 'raw':
      return rawExpression(shape, names);
  }
}

function int64Bounds(shape: Extract<Shape, { kind: 'int64' }>): Expression | undefined {
  const bounds = omit(shape, ['kind', 'notes']);
  return Object.keys(bounds).length === 0 ? undefined : json(bounds);
}

/** Adds the notes: a description alone with `.describe()`, others with `.meta()`. */
function withNotes(expr: Expression, notes: Notes): Expression {
  const keys = Object.keys(notes);
  if (keys.length === 0) return expr;
  if (keys.length === 1 && 'description' in notes)
    return method(expr, 'describe', json(notes.description));
  return method(expr, 'meta', json(notes));
}

const propertiesExpression = (
  properties: readonly PropertyShape[],
  names: Names,
  isExpanded = false,
): Expression =>
  object(
    properties.map((property) => ({
      name: property.name,
      of: propertyExpression(property, names),
      isLate: false,
    })),
    { isExpanded },
  );

function objectExpression(
  shape: ObjectShape,
  names: Names,
  options: {
    expanded?: boolean;
    late?: boolean;
    common?: Common;
    groups?: readonly PropertyGroup[];
  } = {},
): Expression {
  const { rest } = shape;
  const { common, groups = [] } = options;
  const constants = [
    ...(common ? [{ constant: common.constant, places: [...Array(common.count).keys()] }] : []),
    ...groups.flatMap((group) => {
      const places = propertyIndexes(group.properties, shape.properties);
      if (!places) return [];
      names.use(group);
      return [{ constant: group.constant, places }];
    }),
  ];
  const members = (memberExpression: (property: PropertyShape) => Expression) =>
    object(
      shape.properties.flatMap<ExpressionMember | string>((property, index) => {
        const group = constants.find(({ places }) => places.includes(index));
        if (group) return group.places[0] === index ? [group.constant] : [];
        const isLate = options.late === true && usesDefinition(property.shape);
        return [{ name: property.name, of: memberExpression(property), isLate }];
      }),
      { isExpanded: options.expanded ?? false },
    );
  if (isFromApi(shape, names.io))
    return names.helper(
      'fromApi',
      members(({ shape: memberShape }) => unlessNull(memberShape, names)),
    );
  const fields = members((property) => propertyExpression(property, names));
  if (typeof rest === 'object') {
    const restShape = schemaExpression(rest, names);
    if (shape.properties.length === 0) return z('record', z('string'), restShape);
    return method(z('object', fields), 'catchall', restShape);
  }
  return z(rest === 'strip' ? 'object' : `${rest}Object`, fields);
}

/** Returns the indexes of properties in a list; undefined if it does not contain all of them. */
function propertyIndexes(
  part: readonly PropertyShape[],
  list: readonly PropertyShape[],
): number[] | undefined {
  const keys = list.map((property) => JSON.stringify(property));
  const places = part.map((property) => keys.indexOf(JSON.stringify(property)));
  return places.includes(-1) ? undefined : places;
}

function unlessNull(shape: Shape, names: Names): Expression {
  if (shape.kind === 'nullable')
    return withNotes(schemaExpression(shape.inner, names), shapeNotes(shape, names));
  if (shape.kind !== 'union') return schemaExpression(shape, names);
  return schemaExpression(
    { ...shape, options: shape.options.filter(({ kind }) => kind !== 'null') },
    names,
  );
}

const canBeNull = (shape: Shape): boolean =>
  shape.kind === 'nullable' ||
  (shape.kind === 'union' &&
    shape.keyword === 'anyOf' &&
    shape.options.some(({ kind }) => kind === 'null'));

/** Returns whether a shape is an object of which any member may be missing or null, and which may have others. */
const isFromApi = ({ properties, rest }: ObjectShape, io: SchemaSide): boolean =>
  io === 'output' &&
  rest === 'loose' &&
  properties.length > 0 &&
  properties.every(
    ({ shape, optional, fallback }) =>
      optional && !fallback && canBeNull(shape) && !usesDefinition(shape),
  );

function propertyExpression(
  { shape, optional, fallback }: PropertyShape,
  names: Names,
): Expression {
  if (fallback) {
    // After a transformation, clients only see a default that is parsed like a given value.
    const defaultMethod = shape.kind === 'int64' ? 'prefault' : 'default';
    const withDefault = method(withoutNotes(shape, names), defaultMethod, json(fallback.value));
    return withNotes(withDefault, shapeNotes(shape, names));
  }
  if (!optional) return schemaExpression(shape, names);
  if (shape.kind === 'nullable')
    return withNotes(
      method(schemaExpression(shape.inner, names), 'nullish'),
      shapeNotes(shape, names),
    );
  return withNotes(method(withoutNotes(shape, names), 'optional'), shapeNotes(shape, names));
}

function unionExpression(union: UnionShape, names: Names): Expression {
  const { keyword, options, discriminator } = union;
  const exactUnion = names.io === 'output' ? exactHelper(union) : undefined;
  if (exactUnion) return names.helper(exactUnion);
  const [first, second] = options;
  // Known values, and any others.
  if (
    keyword === 'anyOf' &&
    options.length === 2 &&
    first?.kind === 'choice' &&
    isPlain(second, 'string')
  )
    return method(schemaExpression(first, names), 'or', z('string'));
  const common = commonProperties(options, names);
  const items = array(
    options.map((option) =>
      common && option.kind === 'object'
        ? withNotes(objectExpression(option, names, { common }), option.notes)
        : schemaExpression(option, names),
    ),
  );
  if (keyword === 'anyOf') return z('union', items);
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
const MIN_COMMON_PROPERTIES = 3;

function commonProperties(options: readonly Shape[], names: Names): Common | undefined {
  const [first, ...restShape] = options.map((option) =>
    option.kind === 'object' && !isFromApi(option, names.io) && !names.sharedNames(option, names.io)
      ? option.properties
      : [],
  );
  if (!first || restShape.length === 0 || names.commonName === undefined) return undefined;
  const isOwn = (property: PropertyShape, index: number) =>
    usesDefinition(property.shape) ||
    restShape.some(
      (otherProperties) => JSON.stringify(otherProperties[index]) !== JSON.stringify(property),
    );
  const end = first.findIndex(isOwn);
  const count = end < 0 ? first.length : end;
  if (count < MIN_COMMON_PROPERTIES) return undefined;
  const { code } = propertiesExpression(first.slice(0, count), names); // may itself add a constant
  const number = names.common.size + 1;
  const constant = `${names.commonName}${number > 1 ? number : ''}`;
  names.common.set(constant, code);
  return { constant, count };
}

/** Returns the helper for a union of a number and its digits as text. */
function exactHelper({ keyword, options }: UnionShape): Helper | undefined {
  const [first, second, ...otherOptions] = options;
  if (keyword !== 'anyOf' || otherOptions.length > 0 || !isPlain(second, 'string'))
    return undefined;
  if (isPlain(first, 'integer')) return 'exactInteger';
  return isPlain(first, 'number') ? 'exactNumber' : undefined;
}

/** Returns whether the shape is this type without constraints. */
const isPlain = (shape: Shape | undefined, kind: Shape['kind']): boolean =>
  shape?.kind === kind &&
  Object.entries(shape).every(
    ([key, value]) =>
      key === 'kind' ||
      value === undefined ||
      (key === 'notes' && Object.keys(value as object).length === 0),
  );

function rawExpression(
  { schema, reason, type }: Extract<Shape, { kind: 'raw' }>,
  names: Names,
): Expression {
  const comment = `Raw JSON Schema: ${reason}.`;
  const argument = {
    code: { ...objectOnLines(jsonEntries(schema)), comment },
    value: () => schema,
  };
  return names.helper('rawSchema', argument, type);
}

/**
 * Functions that generated code calls, by their namespaces, for the values of what is printed and for reading it again. The
 * namespaces as values would bring all of zod into the bundle, which takes long to load.
 */
export const ZOD_FUNCTIONS = {
  z: {
    array: zod.array,
    boolean: zod.boolean,
    discriminatedUnion: zod.discriminatedUnion,
    enum: zod.enum,
    int: zod.int,
    literal: zod.literal,
    looseObject: zod.looseObject,
    never: zod.never,
    null: zod.null,
    number: zod.number,
    object: zod.object,
    record: zod.record,
    strictObject: zod.strictObject,
    string: zod.string,
    union: zod.union,
    unknown: zod.unknown,
    url: zod.url,
    uuid: zod.uuid,
    xor: zod.xor,
  },
  'z.iso': { date: zod.iso.date, datetime: zod.iso.datetime },
};

const Z: Expression = { code: 'z', value: () => ZOD_FUNCTIONS.z };

/** Returns a call such as `z.name(args)`. */
const z = (name: keyof typeof ZOD_FUNCTIONS.z, ...args: Expression[]): Expression =>
  method(Z, name, ...args);

function withSize(expr: Expression, { min, max }: Size): Expression {
  if (min !== undefined && min === max) return method(expr, 'length', json(min));
  return withLimits(expr, [
    ['min', min],
    ['max', max],
  ]);
}

const withBounds = (expr: Expression, bounds: Bounds): Expression =>
  withLimits(expr, [
    ['min', bounds.minimum],
    ['gt', bounds.exclusiveMinimum],
    ['max', bounds.maximum],
    ['lt', bounds.exclusiveMaximum],
    ['multipleOf', bounds.multipleOf],
  ]);

const withLimits = (
  expr: Expression,
  limits: readonly [name: string, limit: number | undefined][],
): Expression =>
  limits.reduce(
    (limitedSoFar, [name, limit]) =>
      limit === undefined ? limitedSoFar : method(limitedSoFar, name, json(limit)),
    expr,
  );

/** A class, an escape or a character of a pattern, with a quantifier that has no upper bound. */
const PATTERN_ATOM = /(?:\[(?:\\.|[^\]\\])*\]|\\.|.)[*+]?/gsu;
/** Matches escapes and characters that mean something else without the flag `u`. */
const UNICODE = /\\[pPu]|[^\p{ASCII}]/u;
/** Atoms that match any other character: without the flag, they could match half of a character outside the BMP. */
const NEGATED_ATOM = /^(?:\.|\[\^|\\[DSW]|\[.*\\[DSW])[^]*(?<![*+])$/su;

const needsUnicode = (atom: string) => UNICODE.test(atom) || NEGATED_ATOM.test(atom);

const patternFlags = (pattern: string): string =>
  pattern.match(PATTERN_ATOM)?.some(needsUnicode) ? 'u' : '';

function withPattern(expr: Expression, pattern: string | undefined): Expression {
  if (pattern === undefined) return expr;
  const flags = patternFlags(pattern);
  const code = `/${patternSource(pattern, flags)}/${flags}`;
  return method(expr, 'regex', { code, value: () => new RegExp(pattern, flags) });
}

function enumExpression(values: readonly Scalar[], constant: boolean): Expression {
  const texts = values.every((value) => typeof value === 'string');
  // An enum is an object in zod, and objects list numeric keys first.
  const keepsOrder = values.length < 2 || !values.some((value) => /^\d+$/.test(String(value)));
  if (texts && !constant && keepsOrder) return z('enum', json(values));
  return z('literal', json(values.length === 1 ? values[0] : values));
}
