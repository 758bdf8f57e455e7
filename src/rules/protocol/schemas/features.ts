import type { Place } from '../../../model/project.js';
import type { SchemaFact, Subschema } from '../../../model/schema.js';

/** Something JSON Schema allows and some client does not support in an input schema. */
export interface Feature {
  /** The tool or the whole request fails, or the model sees something else. */
  effect: 'refused' | 'altered';
  /** How a finding begins: "An array without items". */
  what: string;
  hint: string;
  /** Whether a schema has it by itself, whatever is below. */
  found(part: Subschema): boolean;
  /** Where it is, if not at the schema. */
  at?(part: Subschema): Place;
}

const isList = ({ keywords: { type } }: SchemaFact) => [type].flat().includes('array');
/** A pointer writes "/" in a name as "~1". */
const isArgument = (pointer: string) => /^#\/properties\/[^/]*$/.test(pointer);
const isNull = ({ keywords: { type } }: SchemaFact) => type === 'null';
/** Whether the schema restricts its values. */
const isKnown = ({ keywords, anyOf, oneOf, allOf, recursive, hidden, inexpressible }: SchemaFact) =>
  ['type', 'enum', 'const', '$ref', 'not'].some((key) => key in keywords || hidden.includes(key)) ||
  [anyOf, oneOf, allOf, recursive, inexpressible].some(Boolean);

const branches = ({ anyOf = [], oneOf = [] }: SchemaFact) => [...anyOf, ...oneOf];

const reference = ({ keywords: { $ref } }: SchemaFact) => (typeof $ref === 'string' ? $ref : '#');

export const FEATURES = {
  'list without items': {
    effect: 'refused',
    what: 'An array without a schema for its items',
    hint: 'Add the type of the items, for example "z.array(z.string())".',
    found: ({ schema }) =>
      isList(schema) && !schema.prefixItems && !('items' in schema.keywords) && !schema.items,
  },
  'list of anything': {
    effect: 'altered',
    what: 'An array of untyped items',
    hint: 'Add the type of the items, for example "z.array(z.string())".',
    found: ({ schema: { items } }) =>
      items?.unseen === undefined && items !== undefined && !isKnown(items),
  },
  'required without property': {
    effect: 'refused',
    what: 'A name in "required" without a property',
    hint: 'Correct the name, or add the property.',
    found: ({ schema: { keywords, properties, unseen } }) => {
      const names = new Set((properties ?? []).map(({ name }) => name));
      return unseen === undefined && (keywords.required ?? []).some((name) => !names.has(name));
    },
  },
  'argument name': {
    effect: 'refused',
    what: 'An argument name with other characters than letters, digits, "_", "." and "-"',
    hint: 'Rename the argument; use at most 64 of these characters.',
    found: ({ property, pointer }) =>
      property !== undefined && isArgument(pointer) && !/^[\w.-]{1,64}$/.test(property.name),
    at: ({ property, schema }) => property?.at ?? schema.at,
  },
  'reference elsewhere': {
    effect: 'refused',
    what: 'A reference to another document',
    hint: 'Write the schema inline.',
    found: ({ schema }) => !reference(schema).startsWith('#'),
  },
  'reference into the schema': {
    effect: 'altered',
    what: 'A reference to a place outside "$defs"',
    hint: 'Write the schema inline, or move it to "$defs".',
    found: ({ schema }) =>
      /^#.+/.test(reference(schema)) && !reference(schema).startsWith('#/$defs/'),
  },
  'list of types': {
    effect: 'altered',
    what: 'A type that combines several types or null',
    hint: 'Make the argument optional instead of nullable.',
    found: ({ schema }) =>
      (Array.isArray(schema.keywords.type) && schema.keywords.type.length > 1) ||
      (branches(schema).some(isNull) && branches(schema).length === 2),
  },
  union: {
    effect: 'altered',
    what: 'A union of several schemas',
    hint: 'Use one schema, or one argument for each of them.',
    found: ({ schema, pointer }) =>
      pointer !== '#' && branches(schema).filter((each) => !isNull(each)).length > 1,
  },
  'enum of other values': {
    effect: 'altered',
    what: 'An enum with values other than strings',
    hint: 'Use strings, and convert them in the tool.',
    found: ({ schema: { keywords } }) =>
      (keywords.enum ?? []).some((value) => typeof value !== 'string'),
  },
  tuple: {
    effect: 'altered',
    what: 'A tuple',
    hint: 'Use an object with a property for each item.',
    found: ({ schema }) => schema.prefixItems !== undefined || Array.isArray(schema.keywords.items),
  },
  'open object': {
    effect: 'altered',
    what: 'An object with untyped additional properties',
    hint: 'List the properties, or add the type of their values.',
    found: ({ schema: { additionalProperties: rest } }) =>
      typeof rest === 'object' && rest.unseen === undefined && !isKnown(rest),
  },
  untyped: {
    effect: 'altered',
    what: 'An argument without a type',
    hint: 'Add a type; for free text use "z.string()".',
    found: ({ schema, property }) =>
      property !== undefined && schema.unseen === undefined && !isKnown(schema),
  },
} as const satisfies Readonly<Record<string, Feature>>;

export type FeatureName = keyof typeof FEATURES;
