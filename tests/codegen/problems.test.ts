import { expect, it } from 'vitest';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import { schemaProblems } from '../../src/model/json-schema/problems.js';

const found = (schema: unknown) =>
  // What people write may be anything.
  schemaProblems(schema as JsonSchemaObject).map(
    ({ path, predicate }) => `${path.join('/')} ${predicate}`,
  );

const nested = (depth: number): JsonSchemaObject =>
  depth === 0 ? {} : { type: 'array', items: nested(depth - 1) };

/** Each definition refers to the next one twice. */
const exploding = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `d${index}`,
    { properties: { a: { $ref: `#/$defs/d${index + 1}` }, b: { $ref: `#/$defs/d${index + 1}` } } },
  ]),
);

it.each<[unknown, ...string[]]>([
  [{ type: 'object' }],
  [{ items: { minLength: -1 } }, 'items/minLength must be a whole number, 0 or more'],
  [{ multipleOf: 0 }, 'multipleOf must be a number above 0'],
  [{ pattern: '(' }, 'pattern must be a regular expression (ECMA-262, flag "u")'],
  [{ enum: [] }, 'enum must be a list of values'],
  [{ anyOf: [1] }, 'anyOf must be a list of schemas'],
  [{ properties: [] }, 'properties must hold schemas by name'],
  [
    { patternProperties: { '(': true } },
    'patternProperties must hold schemas by regular expression (ECMA-262, flag "u")',
  ],
  [{ items: [{ type: 'string' }] }, 'items must be a schema'],
  [{ items: { $id: 'x' } }, 'items/$id is not allowed inside another schema'],
  [{ $dynamicRef: '#x' }, '$dynamicRef is not supported; use "$ref"'],
  [
    { items: { $ref: '#/$defs/Room' } },
    'items/$ref names "#/$defs/Room", which is not in this schema',
  ],
  [
    { $ref: '#/$defs/constructor', $defs: {} },
    '$ref names "#/$defs/constructor", which is not in this schema',
  ],
  [
    { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }, { type: 'null' }] } } },
    '$defs/a/anyOf/0/$ref leads back to itself without anything in between',
  ],
  [{ $ref: '#/$defs/a~1b%20c', $defs: { 'a/b c': { items: { $ref: '#/$defs/a~1b%20c' } } } }],
  [{ $ref: '#/$defs/a%', $defs: { 'a%': { type: 'string' } } }],
  [nested(50)],
  [
    { ...nested(60) },
    `${Array.from({ length: 51 }, () => 'items').join('/')} is nested too deeply`,
  ],
  [
    { properties: { a: { $ref: '#/$defs/d0' } }, $defs: { ...exploding, d20: { type: 'string' } } },
    ' becomes more than 5000 schemas when its references are followed',
  ],
])('the problems of the schema %j', (schema, ...problems) => {
  expect(found(schema)).toEqual(problems);
});
