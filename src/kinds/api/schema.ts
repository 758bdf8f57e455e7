import type { JsonSchemaObject } from '../../model/json-schema.js';
import { httpMethods } from '../../model/http.js';
import { responseKinds } from './spec.js';
import { record } from '../../spec/schema/shapes.js';
import { pagination } from './pagination-schema.js';
import { body, contentType, headers, parameters } from './parameter-schema.js';

const fields = (text: string): JsonSchemaObject => ({
  description: text,
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: {
    type: 'string',
    pattern: '^[^.]+(\\.[^.]+)*$',
    patternErrorMessage: 'must be keys joined by ".", such as "customer.name"',
  },
});

const response = record('How the response is read; by default as JSON.', [], {
  as: { enum: [...responseKinds], default: 'json' },
  contentType: {
    ...contentType,
    description: 'Media type, sent as Accept.',
    pattern: '^[\\w.*+-]+/[\\w.*+-]+(;[ -~]*)?$',
  },
  include: fields('Dotted paths of the fields that are kept.'),
  exclude: fields('Dotted paths of the fields that are left out.'),
  download: {
    type: 'boolean',
    description: 'The API may redirect to another host for the content, which gets no credentials.',
    default: false,
  },
  headers: {
    description:
      'Headers of the response that later calls need, such as ETag for If-Match: "response_headers" of the result.',
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: {
      type: 'string',
      pattern: "^[\\w!#$%&'*+.^`|~-]+$",
      patternErrorMessage: 'must be the name of a header, such as "ETag"',
    },
  },
  job: {
    type: 'boolean',
    description:
      'The API may answer 202 with the address of a job, which is read until the job has ended. The result is its last state.',
    default: false,
  },
});

export const allowHttp: JsonSchemaObject = {
  type: 'boolean',
  description:
    'true: the base URL may begin with "http://" if its host is in a private network. Credentials are then sent unencrypted.',
};

export const checkPath: JsonSchemaObject = {
  type: 'string',
  description: 'Path of a GET request that fails without credentials; sign-in checks keys with it.',
  pattern: '^/[^{}\\s]*$',
  patternErrorMessage: 'must be a path such as "/me"',
  maxLength: 2000,
  examples: ['/me'],
};

const successPath: JsonSchemaObject = {
  type: 'string',
  pattern: '^[^.]+(\\.[^.]+)*$',
  patternErrorMessage: 'must be keys joined by ".", such as "ok"',
};

export const success: JsonSchemaObject = {
  ...successPath,
  type: ['string', 'object'],
  description:
    'How responses with the status of success say that the request has failed: the dotted path of a boolean that is then false, or a path with the values of success.',
  required: ['path', 'values'],
  properties: {
    path: { ...successPath, description: 'Dotted path in responses.' },
    values: {
      type: 'array',
      uniqueItems: true,
      description:
        'Any other value at the path is a failure; no value, such as an empty list, is not. Empty if the path is the path of the error.',
      items: { type: ['string', 'number', 'boolean'] },
    },
  },
  additionalProperties: false,
  examples: ['ok', { path: 'status', values: ['OK'] }],
};

const baseUrl: JsonSchemaObject = {
  type: 'string',
  description: "Start of the URL if it is not the provider's. It receives the same credentials.",
  format: 'uri',
  maxLength: 2000,
  examples: ['https://uploads.acme.dev'],
};

export const request = record(
  'The HTTP request. Without it, you write the call by hand.',
  ['method', 'path'],
  {
    method: { enum: [...httpMethods] },
    baseUrl,
    path: {
      type: 'string',
      description: 'Below the base URL; each {name} is a required argument.',
      maxLength: 2000,
      examples: ['/rooms/{room_id}/messages'],
    },
    query: {
      description: 'Arguments that are query parameters although the method has a body.',
      type: 'array',
      items: { type: 'string' },
      uniqueItems: true,
    },
    parameters,
    headers,
    body,
    graphql: {
      type: 'string',
      description: 'GraphQL document; arguments that go nowhere else are its variables.',
      pattern: '\\S',
      patternErrorMessage: 'must not be blank',
      maxLength: 50_000,
      examples: ['query ($id: ID!) { issue(id: $id) { title } }'],
    },
    response,
    resultKey: {
      type: 'string',
      description: 'Output property for a response of the API that is not an object.',
    },
    pagination,
  },
);

export const resourceRequest = record('The GET request that reads it.', ['path'], {
  baseUrl,
  path: {
    type: 'string',
    description:
      'Below the base URL; the variables of the URI that it does not name go into the query.',
    maxLength: 2000,
  },
  parameters,
  headers,
});
