import type { JsonSchemaObject } from '../../model/json-schema.js';

const statement = {
  type: 'string',
  minLength: 1,
  description:
    'One statement. ":name" is an argument, and ":principal.user_id" the caller; both are always bound.',
} as const;

export const query: JsonSchemaObject = {
  description:
    'The statement. One that reads returns one row, the list that the output schema has, or pages of it.',
  anyOf: [
    statement,
    {
      type: 'object',
      required: ['statement'],
      additionalProperties: false,
      properties: {
        statement,
        by: {
          type: 'array',
          items: {
            type: 'string',
            pattern: '^-?[A-Za-z_][A-Za-z0-9_]*$',
            patternErrorMessage: 'must be a column, such as "created_at" or "-created_at"',
          },
          description:
            'Columns that order pages: unique together and never null. "-" before a name reverses it. An empty list continues by position, so rows that come or go between two calls shift the pages.',
        },
        then: {
          ...statement,
          description:
            'A second statement in the same transaction, after one that writes. Its first row is the result.',
        },
        key: {
          type: 'array',
          items: { type: 'string' },
          description:
            'Arguments that identify the row to change. A call without any other argument is refused.',
        },
        noMatch: {
          type: 'string',
          minLength: 1,
          description:
            'What the model reads where one row is read or written, and none matches, such as "No part with this ID is in stock."',
        },
        shared: {
          type: 'boolean',
          description: 'All users have the same rows, so ":principal.user_id" is not required.',
        },
        cases: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['arguments'],
            additionalProperties: false,
            properties: {
              arguments: { type: 'object' },
              result: { type: 'object' },
              error: { type: 'string' },
              deletes: { type: 'object', additionalProperties: { type: 'integer' } },
              changes: { type: 'object', additionalProperties: { type: 'integer' } },
              writes: { type: 'object', additionalProperties: { type: 'object' } },
            },
          },
          description:
            'Calls of its tests, on the rows of "testData", with their results or errors.',
        },
      },
    },
  ],
};

const rowStatement = {
  ...statement,
  description: 'A statement that reads one row. ":name" is a variable of the URI.',
} as const;

export const resourceQuery: JsonSchemaObject = {
  description: 'What the resource contains: a row, or a fixed value, as JSON.',
  anyOf: [
    rowStatement,
    {
      type: 'object',
      required: ['statement'],
      additionalProperties: false,
      properties: {
        statement: rowStatement,
        cases: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['uri', 'result'],
            additionalProperties: false,
            properties: { uri: { type: 'string' }, result: { type: 'object' } },
          },
          description: 'What its tests read, with the rows of "testData".',
        },
      },
    },
    { type: 'object', required: ['value'], additionalProperties: false, properties: { value: {} } },
  ],
};

export const userModes = ['parameter', 'policies', 'login', 'shared'] as const;

export const providerProperties: Readonly<Record<string, JsonSchemaObject>> = {
  users: {
    enum: [...userModes],
    description:
      'How users are limited to their own rows. parameter: every statement contains ":principal.user_id". policies: row-level security with the setting "app.user_id" (PostgreSQL). login: each user has a login of the database. shared: all users have the same rows. Default: parameter.',
  },
  testData: {
    type: 'string',
    description:
      'SQL that creates the tables, with rows of the users ":alice" and ":bob". The generated tests run on it.',
  },
};
