import { httpMethods, type PaginationStyle } from '../../model/http.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { record, variants } from '../../spec/schema/shapes.js';
import { argumentName } from '../../spec/schema/texts.js';
import { bodyKinds, listStyles, pathStyles, queryStyles, responseKinds, signIns } from './spec.js';

/** Returns keys joined by ".", as in `example`. */
const dottedPath = (example: string): JsonSchemaObject => ({
  type: 'string',
  pattern: '^[^.]+(\\.[^.]+)*$',
  patternErrorMessage: `must be keys joined by ".", such as "${example}"`,
});

const dottedPathSchema = (text: string): JsonSchemaObject => ({
  ...dottedPath('page.next'),
  description: text,
});
const parameterName = (text: string): JsonSchemaObject => ({
  type: 'string',
  description: text,
  pattern: '\\S',
  patternErrorMessage: 'must not be blank',
  maxLength: 200,
});

const pagedKeywords = {
  items: dottedPathSchema('Dotted path of the list in the body; absent if the body is the list.'),
  limit: {
    ...argumentName,
    description: 'Integer argument that says how many items to return in all.',
  },
  sizeParam: parameterName('Parameter with the number of items in a page.'),
  maxSize: { type: 'integer', minimum: 1, description: 'The largest page of the API.' },
} as const;
const cursor = {
  ...argumentName,
  description:
    'Optional text argument with the "next_cursor" of an earlier result, after which the list continues.',
};
const total = dottedPathSchema('Dotted path of the number of all items in the body.');

const pagination = variants(
  'How the next pages are found.',
  'style',
  'link: the Link header with rel="next" (RFC 8288), or a URL in the body. cursor: a value in the response, sent back as a parameter. page, offset: the number of the page, or of the items to skip. With POST, the parameters are properties of the JSON body, or variables of the GraphQL document.',
  {
    link: {
      required: ['limit'],
      properties: {
        nextUrl: dottedPathSchema(
          'Dotted path of the URL of the next page in the body, instead of the header.',
        ),
        ...pagedKeywords,
      },
    },
    cursor: {
      required: ['cursorParam', 'limit'],
      oneOf: [['lastItem'], ['cursorHeader'], ['nextCursor']],
      properties: {
        nextCursor: dottedPathSchema('Dotted path of the next cursor in the body.'),
        lastItem: dottedPathSchema(
          'Instead of nextCursor: dotted path of the cursor in the last item.',
        ),
        cursorHeader: parameterName('Instead of nextCursor: response header with the next cursor.'),
        hasMore: dottedPathSchema(
          'Dotted path of the boolean that says whether there are more items.',
        ),
        cursorParam: parameterName('Parameter with the cursor.'),
        ...pagedKeywords,
        cursor,
      },
    },
    page: {
      required: ['pageParam', 'sizeParam', 'maxSize', 'limit'],
      properties: {
        pageParam: parameterName('Parameter with the number of the page.'),
        firstPage: {
          type: 'integer',
          minimum: 0,
          description: 'Number of the first page.',
          default: 1,
        },
        total,
        ...pagedKeywords,
        cursor,
      },
    },
    offset: {
      required: ['offsetParam', 'sizeParam', 'maxSize', 'limit'],
      properties: {
        offsetParam: parameterName('Parameter with the number of items to skip.'),
        total,
        ...pagedKeywords,
        cursor,
      },
    },
  } satisfies Record<PaginationStyle, object>,
);

const text = (description: string, keywords: JsonSchemaObject = {}): JsonSchemaObject => ({
  type: 'string',
  description,
  ...keywords,
});

/** Headers that the sign-in, the body, cookie parameters or the HTTP client set. */
const RESERVED_HEADERS = [
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'host',
  'transfer-encoding',
];

/** Returns a pattern that matches a name in any case: patterns of JSON Schema have no flags. */
const anyCase = (name: string) =>
  name.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** Name of a header: token in RFC 9110 section 5.6.2. */
const headerName: JsonSchemaObject = {
  type: 'string',
  maxLength: 200,
  pattern: `^(?!(${RESERVED_HEADERS.map(anyCase).join('|')})$)[!#$%&'*+.^_\`|~0-9A-Za-z-]+$`,
  patternErrorMessage: `must be a header such as "Acme-Version", and none of ${RESERVED_HEADERS.join(', ')}`,
};

const contentType = text(
  'Media type. In parameters and form fields, JSON types write the value as JSON.',
  {
    pattern: '^[\\w.+-]+/[\\w.+-]+(;[ -~]*)?$',
    patternErrorMessage: 'must be a media type, such as "application/json"',
  },
);
const fileType = text('Media type. Of a file, also several: the one of its content is sent.', {
  pattern: '^[\\w.+-]+/[\\w.*+-]+(;[ -+\\--~]*)?(, ?[\\w.+-]+/[\\w.*+-]+)*$',
  patternErrorMessage:
    'must be a media type, such as "image/png", or several: "image/png, image/jpeg"',
});
const argument = { ...argumentName, description: 'Argument with the value.' };
const explode: JsonSchemaObject = {
  type: 'boolean',
  description: 'Each item or field on its own. Default: true for the style form, false for others.',
};
const listStyle: JsonSchemaObject = {
  enum: [...listStyles],
  description: 'Names of list items inside objects: repeat is a, brackets is a[], indices is a[0].',
};
const constant: JsonSchemaObject = {
  type: ['string', 'number', 'integer', 'boolean'],
  description: 'Fixed value instead of an argument.',
};

const commonProperties = { argument, contentType, explode };
const name = text("Name in the request; by default the argument's.", {
  maxLength: 200,
  pattern: '\\S',
  patternErrorMessage: 'must not be blank',
});

const parameter = variants('A parameter of OpenAPI.', 'in', 'Location.', {
  path: {
    required: ['argument'],
    properties: {
      ...commonProperties,
      name,
      style: { enum: [...pathStyles] },
      slashes: {
        type: 'boolean',
        description:
          'Values may have slashes, which are sent encoded. Proxies that decode them make several segments of such a value.',
      },
    },
  },
  query: {
    required: [],
    properties: {
      ...commonProperties,
      name,
      constant,
      style: { enum: [...queryStyles] },
      allowReserved: { type: 'boolean', description: 'Send reserved characters unencoded.' },
      lists: listStyle,
    },
  },
  header: {
    required: [],
    properties: { ...commonProperties, name: { ...name, ...headerName }, constant },
  },
  cookie: {
    required: [],
    properties: { ...commonProperties, name, constant, style: { const: 'form' } },
  },
});

const parameters: JsonSchemaObject = {
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
  contentType: fileType,
  style: { enum: [...queryStyles], description: 'Of a form field, as of a query parameter.' },
  explode,
});

const body: JsonSchemaObject = record('The body; by default JSON.', [], {
  as: { enum: [...bodyKinds], default: 'json' },
  contentType: fileType,
  argument: { ...argumentName, description: 'Argument that is the whole body; base64 for binary.' },
  properties: {
    description:
      'By name in the body: properties with another name or form than their argument, and constants.',
    type: 'object',
    additionalProperties: part,
  },
  lists: listStyle,
});

const fields = (text: string): JsonSchemaObject => ({
  description: text,
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: dottedPath('customer.name'),
});

const jobPath: JsonSchemaObject = {
  type: 'string',
  pattern: '^/[^?#]*$',
  patternErrorMessage: 'must be a path such as "/exports/{id}"',
  maxLength: 2000,
  examples: ['/exports/{id}'],
};

const states = (text: string): JsonSchemaObject => ({
  description: text,
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { type: 'string' },
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
    type: ['boolean', 'object'],
    description:
      'The API may answer 202 with the address of a job, which is read until the job has ended. The result is its last state. An object states what the response does not.',
    properties: {
      path: {
        ...jobPath,
        description:
          'Path of the job, with dotted paths of the response in braces. A response of any status with a running state is then a job.',
      },
      state: dottedPathSchema('Dotted path of the state; "status" or "state" by default.'),
      done: states('All states of a job that has ended well.'),
      failed: states('All states of a job that has failed.'),
      cancel: {
        type: 'object',
        description: 'The request that cancels the job when its task is cancelled.',
        properties: {
          method: { enum: ['DELETE', 'POST'], description: 'Method of the request.' },
          path: { ...jobPath, description: 'Path of the request; that of the job by default.' },
        },
        required: ['method'],
        additionalProperties: false,
      },
    },
    additionalProperties: false,
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

const successPath = dottedPath('ok');

export const success: JsonSchemaObject = {
  ...successPath,
  type: ['string', 'object'],
  description:
    'How responses with the status of success say that the request has failed: the dotted path of a boolean that is then false, or a path with the values of success.',
  required: ['path', 'values'],
  properties: {
    path: {
      ...successPath,
      description: 'Dotted path in responses; * stands for every member of an object.',
    },
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
    signIn: {
      enum: [...signIns],
      description:
        'none: sent without credentials. optional: also where the caller has none. By default, it needs them.',
    },
    query: {
      description: 'Arguments that are query parameters although the method has a body.',
      type: 'array',
      items: { type: 'string' },
      uniqueItems: true,
    },
    parameters,
    headers,
    idempotencyKey: {
      ...headerName,
      description:
        'Header by which the API recognizes a repeated change. Its value is the same when the same user repeats the call.',
      examples: ['Idempotency-Key'],
    },
    body,
    graphql: {
      type: 'string',
      description: 'GraphQL document; arguments that go nowhere else are its variables.',
      pattern: '\\S',
      patternErrorMessage: 'must not be blank',
      maxLength: 50_000,
      examples: ['query ($id: ID!) { issue(id: $id) { title } }'],
    },
    dataPath: {
      ...dottedPath('issueCreate.issue'),
      description:
        'Dotted path of the value in the data of the GraphQL response that is the result; where it is null, the call fails.',
    },
    response,
    resultKey: {
      type: 'string',
      description: 'Output property for a response of the API that is not an object.',
    },
    pagination,
    apiDefaults: {
      description:
        'Optional arguments whose default the API fills in: it tells what the API does, and is not sent.',
      type: 'array',
      items: { type: 'string' },
      uniqueItems: true,
    },
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

export const expiredTokens: JsonSchemaObject = {
  type: 'array',
  uniqueItems: true,
  minItems: 1,
  maxItems: 20,
  description:
    'How responses say that the access token has expired, beside status 401: statuses, and texts that are a value in the body.',
  items: { type: ['integer', 'string'], minimum: 200, maximum: 599, minLength: 1, maxLength: 500 },
  examples: [[419, 'SESSION_ENDED']],
};
