import type { JsonSchemaObject } from './json-schema.js';
import type { Place } from './project.js';

/**
 * A schema in the source (zod, or JSON Schema in an object literal), as `tools/list` will show it, with the place of
 * each part.
 */
export interface SchemaFact {
  /** The call that begins it (`z.string()`), without the methods behind. */
  at: Place;
  /** Keywords of this level without the subschemas below: `type`, `enum`, `description`, bounds, … */
  keywords: JsonSchemaObject;
  /** Its `format` is one zod shows with the pattern that checks it. */
  checked?: boolean;
  /** Keywords that are set, to something that cannot be told without running the code. */
  hidden: readonly string[];
  /** Also accepts that there is nothing. */
  optional?: boolean;
  properties?: readonly SchemaProperty[];
  items?: SchemaFact;
  additionalProperties?: SchemaFact | boolean;
  prefixItems?: readonly SchemaFact[];
  anyOf?: readonly SchemaFact[];
  oneOf?: readonly SchemaFact[];
  allOf?: readonly SchemaFact[];
  /** A schema it stands in, again: shown as `$ref`. */
  recursive?: boolean;
  /** What changes values on the way in or out: `transform`, `coerce`, `preprocess`, `pipe`, `codec`. */
  changes: readonly SchemaMark[];
  /** What comes out, where that is a schema of its own: the second of `pipe` and of `codec`. */
  out?: SchemaFact;
  /** What JSON Schema does not show: `refine`, `superRefine`, `check`. */
  refinements: readonly SchemaMark[];
  /** Has no JSON Schema (`z.date()`), so `tools/list` fails. */
  inexpressible?: SchemaMark;
  /** This level cannot be told without running the code; here is what stands there. */
  unseen?: string;
}

export interface SchemaProperty {
  name: string;
  /** The key. */
  at: Place;
  /** The argument may be left out: optional, or with a default. */
  optional: boolean;
  schema: SchemaFact;
}

export interface SchemaMark {
  what: string;
  at: Place;
}

/** A schema and the way to it from the root: `#/properties/rooms/items` (RFC 6901). */
export interface Subschema {
  pointer: string;
  schema: SchemaFact;
  /** The property it is the schema of. */
  property?: SchemaProperty;
}
