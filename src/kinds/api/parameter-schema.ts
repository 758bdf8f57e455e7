import type { JsonSchemaObject } from '../../model/json-schema.js';
import { record, variants } from '../../spec/schema/shapes.js';
import { argumentName } from '../../spec/schema/texts.js';
import { bodyKinds, listNames, pathStyles, queryStyles } from './spec.js';

const text = (description: string, more: JsonSchemaObject = {}): JsonSchemaObject => ({
  type: 'string',
  description,
  ...more,
});

/** Set by the sign-in, the body, parameters in cookies, and the HTTP client. */
const RESERVED = [
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'host',
  'transfer-encoding',
];

/** In any case: patterns of JSON Schema have no flags. */
const anyCase = (name: string) =>
  name.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** RFC 9110 section 5.6.2 (token). */
const headerName: JsonSchemaObject = {
  type: 'string',
  maxLength: 200,
  pattern: `^(?!(${RESERVED.map(anyCase).join('|')})$)[!#$%&'*+.^_\`|~0-9A-Za-z-]+$`,
  patternErrorMessage: `must be a header such as "Acme-Version", and none of ${RESERVED.join(', ')}`,
};

export const contentType = text(
  'Media type. In parameters and form fields, JSON types write the value as JSON.',
  {
    pattern: '^[\\w.+-]+/[\\w.+-]+(;[ -~]*)?$',
    patternErrorMessage: 'must be a media type, such as "application/json"',
  },
);
const argument = { ...argumentName, description: 'Argument with the value.' };
const explode: JsonSchemaObject = {
  type: 'boolean',
  description: 'Each item or field on its own. Default: true for the style form, false for others.',
};
const lists: JsonSchemaObject = {
  enum: [...listNames],
  description: 'Names of list items inside objects: repeat is a, brackets is a[], indices is a[0].',
};
const constant: JsonSchemaObject = {
  type: ['string', 'number', 'integer', 'boolean'],
  description: 'Fixed value instead of an argument.',
};

const common = { argument, contentType, explode };
const name = text("Name in the request; by default the argument's.", {
  maxLength: 200,
  pattern: '\\S',
  patternErrorMessage: 'must not be blank',
});

const parameter = variants('A parameter of OpenAPI.', 'in', 'Location.', {
  path: {
    required: ['argument'],
    properties: { ...common, name, style: { enum: [...pathStyles] } },
  },
  query: {
    required: [],
    properties: {
      ...common,
      name,
      constant,
      style: { enum: [...queryStyles] },
      allowReserved: { type: 'boolean', description: 'Send reserved characters unencoded.' },
      lists,
    },
  },
  header: { required: [], properties: { ...common, name: { ...name, ...headerName }, constant } },
  cookie: { required: [], properties: { ...common, name, constant, style: { const: 'form' } } },
});

export const parameters: JsonSchemaObject = {
  description: 'Parameters with another name, location or style than the default, and constants.',
  type: 'array',
  items: parameter,
  maxItems: 200,
};

export const headers: JsonSchemaObject = {
  description: 'Fixed headers, such as a version.',
  type: 'object',
  propertyNames: headerName,
  additionalProperties: {
    type: 'string',
    maxLength: 2000,
    pattern: '^[\\t -~]*$',
    patternErrorMessage: 'must be printable ASCII characters',
  },
  examples: [{ 'Acme-Version': '2026-07-28' }],
};

const part = record('How a property of the body is made.', [], {
  argument,
  constant: { description: 'Fixed value instead of an argument.' },
  file: { type: 'boolean', description: 'The argument is the content of a file, in base64.' },
  fileName: { ...argumentName, description: 'Argument with the name of the file.' },
  contentType,
  style: { enum: [...queryStyles], description: 'Of a form field, as of a query parameter.' },
  explode,
});

export const body: JsonSchemaObject = record('The body; by default JSON.', [], {
  as: { enum: [...bodyKinds], default: 'json' },
  contentType,
  argument: { ...argumentName, description: 'Argument that is the whole body; base64 for binary.' },
  properties: {
    description:
      'By name in the body: properties with another name or form than their argument, and constants.',
    type: 'object',
    additionalProperties: part,
  },
  lists,
});
