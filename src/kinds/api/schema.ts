import { httpMethods } from './spec.js';
import { record } from '../../spec/schema/shapes.js';
import { pagination } from './pagination-schema.js';
import { body, headers, parameters } from './parameter-schema.js';

export const request = record(
  'The HTTP request. Without it, you write the call by hand.',
  ['method', 'path'],
  {
    method: { enum: [...httpMethods] },
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
    resultKey: {
      type: 'string',
      description: "Output property that takes the API's response where that is not an object.",
    },
    pagination,
  },
);

export const resourceRequest = record('The GET request that reads it.', ['path'], {
  path: {
    type: 'string',
    description: 'Below the base URL; each {name} is one of the URI.',
    maxLength: 2000,
  },
});
