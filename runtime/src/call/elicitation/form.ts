import type * as z from 'zod';
import { jsonSchema } from '../schema/zod-json-schema.js';

/** MCP `ElicitRequestFormParams.requestedSchema`: an object without nesting. */
export interface Form {
  type: 'object';
  properties: Record<string, Field>;
  required?: string[];
}

/** The schema of a field in a form (MCP, "Elicitation"). */
export interface Field {
  [key: string]: unknown;
  type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
}

const SIMPLE_TYPES = new Set(['string', 'number', 'integer', 'boolean']);
/** Formats of MCP `StringSchema`. Clients refuse a form with any other format; responses are checked here anyway. */
const FORMATS: readonly unknown[] = ['email', 'uri', 'date', 'date-time'];
/** Limits that zod adds to integers; in a form they would only confuse the user. */
const SAFE_LIMITS = new Set([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

const forms = new WeakMap<z.ZodObject, Form>();

/** @throws Error if the protocol has no field for a part of the schema */
export function formOf(schema: z.ZodObject): Form {
  const cached = forms.get(schema);
  if (cached) return cached;
  const { properties, required } = jsonSchema(schema, 'input') as unknown as Form;
  const fields = Object.entries(properties).map(
    ([name, field]) => [name, fieldOf(name, field)] as const,
  );
  const form: Form = {
    type: 'object',
    properties: Object.fromEntries(fields),
    ...(required && { required }),
  };
  forms.set(schema, form);
  return form;
}

function fieldOf(name: string, field: Field): Field {
  // MCP `MultiSelectEnumSchema`: values, or values with titles.
  const { type, enum: values, anyOf: titledValues } = (field.items ?? {}) as Partial<Field>;
  const isChoice =
    field.type === 'array' &&
    (Array.isArray(titledValues) || (type === 'string' && Array.isArray(values)));
  if (!SIMPLE_TYPES.has(field.type) && !isChoice) {
    throw new Error(
      `A form can ask for text, numbers, booleans and choices. The field "${name}" is something else.`,
    );
  }
  return Object.fromEntries(
    Object.entries(field).filter(
      ([key, value]) =>
        !SAFE_LIMITS.has(value as number) && (key !== 'format' || FORMATS.includes(value)),
    ),
  ) as Field;
}
