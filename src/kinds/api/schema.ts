import type { JsonSchemaObject } from '../../model/json-schema.js';
import { httpMethods } from './spec.js';
import { record, variants } from '../../spec/schema/shapes.js';
import { argumentName } from '../../spec/schema/texts.js';
import { body, headers, parameters } from './parameter-schema.js';

const dotted = (text: string): JsonSchemaObject => ({
  type: 'string',
  description: text,
  pattern: '^[^.]+(\\.[^.]+)*$',
  patternErrorMessage: 'must be keys joined by ".", such as "page.next"',
});

const paged = {
  items: dotted('Dotted path of the list in the body; absent where the body is the list.'),
  limit: {
    ...argumentName,
    description: 'Integer argument that says how many items to return in all.',
  },
};

const pagination = variants(
  'How further pages are found.',
  'style',
  'link: the Link header with rel="next" (RFC 8288). cursor: a value in the body, sent back as a query parameter.',
  {
    link: { required: ['limit'], properties: paged },
    cursor: {
      required: ['nextCursor', 'cursorParam', 'limit'],
      properties: {
        nextCursor: dotted('Dotted path of the next cursor in the body.'),
        cursorParam: { ...argumentName, description: 'Query parameter that takes the cursor.' },
        ...paged,
      },
    },
  },
);

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
