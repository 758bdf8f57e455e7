import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import type { Type } from '../print/type.js';
import type { Resolved } from './references.js';

/** Which side of a tool a schema is for: arguments are parsed as they come, results before they are sent. */
export type Io = 'input' | 'output';

/** The schema of all arguments or of the result, or one inside. */
export type Nesting = 'root' | 'inside';

/** What a schema says beside which values it allows: title, description, format, examples, … */
export type Notes = Readonly<Record<string, unknown>>;

export type Scalar = string | number | boolean | null;

/** A schema in the terms of zod, with everything decided that code and types have to agree on. */
export type Shape = { readonly notes: Notes } & (
  | { readonly kind: 'unknown' | 'never' | 'boolean' | 'null' }
  | ({ readonly kind: 'string'; readonly pattern?: string | undefined } & Size & Named)
  | ({ readonly kind: 'number' | 'integer' } & Bounds)
  /** An argument of 64 bits: a number, or its digits. */
  | ({ readonly kind: 'int64' } & Omit<Bounds, 'multipleOf'>)
  /** `constant`: stated as `const`, not as `enum`. */
  | ({
      readonly kind: 'choice';
      readonly values: readonly Scalar[];
      readonly constant: boolean;
    } & Named)
  | ({ readonly kind: 'array'; readonly items: Shape } & Size)
  | ({
      readonly kind: 'object';
      readonly properties: readonly PropertyShape[];
      readonly rest: Rest;
    } & Named)
  | { readonly kind: 'nullable'; readonly inner: Shape }
  | UnionShape
  /** One of the document's definitions. */
  | { readonly kind: 'reference'; readonly name: string }
  /** What zod has no words for, and why. */
  | {
      readonly kind: 'raw';
      readonly schema: JsonSchemaObject;
      readonly why: string;
      readonly type: Type;
    }
);

/** What a source has a name for. */
interface Named {
  readonly component?: string;
}

export interface UnionShape {
  readonly kind: 'union';
  readonly how: 'anyOf' | 'oneOf';
  readonly options: readonly Shape[];
  /** A property whose value tells the options apart. */
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

/** Whether there are bounds on both sides that are narrower than the safe integers. */
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

export type ObjectShape = Extract<Shape, { kind: 'object' }>;

/** Properties that are not named: left out, refused, kept, or held against a shape. */
export type Rest = 'strip' | 'strict' | 'loose' | Shape;

export interface PropertyShape {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
  /** What zod fills in where the property is missing. */
  readonly fallback?: Fallback;
}

export interface Fallback {
  readonly value: unknown;
}

/** The shapes one level below. */
export function innerShapes(shape: Shape): readonly Shape[] {
  if (shape.kind === 'array') return [shape.items];
  if (shape.kind === 'nullable') return [shape.inner];
  if (shape.kind === 'union') return shape.options;
  if (shape.kind !== 'object') return [];
  const rest = typeof shape.rest === 'object' ? [shape.rest] : [];
  return [...shape.properties.map((property) => property.shape), ...rest];
}

/** Whether a shape refers to a definition, at any depth. */
export const usesDefinition = (shape: Shape): boolean =>
  shape.kind === 'reference' || innerShapes(shape).some(usesDefinition);

/** A whole schema: its root, and the definitions that contain themselves. */
export interface DocumentShape {
  readonly root: Shape;
  readonly definitions: ReadonlyMap<string, ObjectShape>;
}

/** What the parts of a document have in common while their shapes are found. */
export interface Scope {
  readonly io: Io;
  readonly definitions: Resolved['definitions'];
  /** Arguments whose default is filled in; others tell it only. */
  readonly filled: readonly string[];
  /** Finds the shape of a part. */
  shapeOf(schema: JsonSchema): Shape;
  /** The shape of what zod has no words for. */
  raw(schema: JsonSchemaObject, why: string): Shape;
}
