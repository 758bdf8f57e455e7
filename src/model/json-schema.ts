/** A JSON Schema object (draft 2020-12). Unknown keywords are preserved. */
export interface JsonSchemaObject {
  type?: JsonSchemaType | JsonSchemaType[];
  title?: string;
  description?: string;
  default?: unknown;
  examples?: unknown[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  [keyword: string]: unknown;
}

export type JsonSchemaType =
  'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';

export const typeList = ({ type }: JsonSchemaObject): readonly JsonSchemaType[] =>
  type === undefined ? [] : typeof type === 'string' ? [type] : [type].flat();

export type JsonSchema = boolean | JsonSchemaObject;

/** The schema of a tool's arguments or result. Its root is an object (MCP, `Tool.inputSchema`). */
export interface ObjectSchema extends JsonSchemaObject {
  type: 'object';
}
