import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import type { TypeCode } from '../print/type.js';
import type { ResolvedSchema } from './references.js';

/** The side of a tool that a schema is for: arguments are parsed when they arrive, results before they are sent. */
export type SchemaSide = 'input' | 'output';

/** The schema of all arguments or of the result, or one inside it. */
export type Nesting = 'root' | 'inside';

/** Keywords of a schema that do not restrict values: title, description, format, examples, … */
export type Notes = Readonly<Record<string, unknown>>;

export type Scalar = string | number | boolean | null;

/** A schema in the terms of zod, with all decisions on which code and types must agree. */
export type Shape = { readonly notes: Notes } & (
  | { readonly kind: 'unknown' | 'never' | 'boolean' | 'null' }
  | ({ readonly kind: 'string'; readonly pattern?: string | undefined } & Size & NamedShape)
  | ({ readonly kind: 'number' | 'integer' } & Bounds)
  /** A 64-bit argument: a number, or its digits. */
  | ({ readonly kind: 'int64' } & Omit<Bounds, 'multipleOf'>)
  /** `constant`: whether the schema has `const` and not `enum`. */
  | ({
      readonly kind: 'choice';
      readonly values: readonly Scalar[];
      readonly constant: boolean;
    } & NamedShape)
  | ({ readonly kind: 'array'; readonly items: Shape } & Size)
  | ({
      readonly kind: 'object';
      readonly properties: readonly PropertyShape[];
      readonly rest: RestShape;
    } & NamedShape)
  | { readonly kind: 'nullable'; readonly inner: Shape }
  | UnionShape
  /** A reference to a definition of the document. */
  | { readonly kind: 'reference'; readonly name: string }
  /** A schema that zod does not support, and the reason. */
  | {
      readonly kind: 'raw';
      readonly schema: JsonSchemaObject;
      readonly reason: string;
      readonly type: TypeCode;
    }
);

/** A shape to which a source gives a name. */
interface NamedShape {
  readonly component?: string;
}

export interface UnionShape {
  readonly kind: 'union';
  readonly keyword: 'anyOf' | 'oneOf';
  readonly options: readonly Shape[];
  /** A property whose value distinguishes the options. */
  readonly discriminator?: string;
}

export interface Size {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export interface Bounds {
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
  readonly multipleOf?: number | undefined;
}

/** Returns whether there are bounds on both sides within the safe integers. */
export function hasSafeBounds({
  minimum,
  exclusiveMinimum,
  maximum,
  exclusiveMaximum,
}: Bounds): boolean {
  const isSafe = (limit: number | undefined) =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  return isSafe(minimum ?? exclusiveMinimum) && isSafe(maximum ?? exclusiveMaximum);
}

export type ObjectShape = Extract<Shape, { kind: 'object' }>;

/** Treatment of undeclared properties: removed, rejected, kept, or validated with a shape. */
export type RestShape = 'strip' | 'strict' | 'loose' | Shape;

export interface PropertyShape {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
  /** The value that zod fills in if the property is missing. */
  readonly fallback?: Fallback;
}

export interface Fallback {
  readonly value: unknown;
}

/** Returns the direct subshapes. */
export function innerShapes(shape: Shape): readonly Shape[] {
  if (shape.kind === 'array') return [shape.items];
  if (shape.kind === 'nullable') return [shape.inner];
  if (shape.kind === 'union') return shape.options;
  if (shape.kind !== 'object') return [];
  const rest = typeof shape.rest === 'object' ? [shape.rest] : [];
  return [...shape.properties.map((property) => property.shape), ...rest];
}

/** Returns whether a shape refers to a definition, at any depth. */
export const usesDefinition = (shape: Shape): boolean =>
  shape.kind === 'reference' || innerShapes(shape).some(usesDefinition);

/** A whole schema: its root, and the recursive definitions. */
export interface DocumentShape {
  readonly root: Shape;
  readonly definitions: ReadonlyMap<string, ObjectShape>;
}

/** Common data of a document while its shapes are found. */
export interface ShapeScope {
  readonly io: SchemaSide;
  readonly definitions: ResolvedSchema['definitions'];
  /** Arguments whose default is filled in; the defaults of others are only documented. */
  readonly filled: readonly string[];
  shapeOf(schema: JsonSchema): Shape;
  /** Returns the shape of a schema that zod does not support. */
  raw(schema: JsonSchemaObject, reason: string): Shape;
}
