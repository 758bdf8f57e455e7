import fc from 'fast-check';
import type {
  ApiTool,
  BodySpec,
  ParameterSpec,
  PartSpec,
  ResponseSpec,
} from '../../src/kinds/api/spec.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import {
  argumentNames,
  objectOf,
  scalarListSchemas,
  scalarSchemas,
  texts,
} from './arbitrary-schema.js';

const NESTED: JsonSchemaObject = {
  type: 'object',
  properties: { tags: { type: 'array', items: { type: 'object' } } },
};
const FLAT: JsonSchemaObject = { type: 'object', properties: { a: { type: 'string' } } };
const flag = fc.constantFrom<object>({}, { explode: true }, { explode: false });

type Bound<How> = readonly [schema: fc.Arbitrary<JsonSchemaObject>, how: fc.Arbitrary<How>];

const scalarOrList = fc.oneof(scalarSchemas, scalarListSchemas);
const flat = fc.oneof(scalarOrList, fc.constant(FLAT));
const query = { in: 'query' } as const;

const PARAMETERS: readonly Bound<Omit<ParameterSpec, 'argument'>>[] = [
  [flat, flag.map((how) => ({ ...query, ...how }))],
  [
    flat,
    fc
      .constantFrom('spaceDelimited' as const, 'pipeDelimited' as const, 'tabDelimited' as const)
      .map((style) => ({ ...query, style })),
  ],
  [
    fc.constantFrom(FLAT, NESTED),
    fc
      .constantFrom<object>({}, { lists: 'indices' })
      .map((how) => ({ ...query, style: 'deepObject', ...how }) as const),
  ],
  [fc.constant(NESTED), fc.constant({ ...query, contentType: 'application/json' })],
  [scalarOrList, fc.constant({ ...query, allowReserved: true })],
  [flat, flag.map((how) => ({ in: 'header', ...how }) as const)],
  [flat, flag.map((how) => ({ in: 'cookie', ...how }) as const)],
  [
    flat,
    fc
      .tuple(fc.constantFrom('simple' as const, 'label' as const, 'matrix' as const), flag)
      .map(([style, how]) => ({ in: 'path', style, ...how }) as const),
  ],
];

const FIELDS: readonly Bound<Omit<PartSpec, 'argument'>>[] = [
  [scalarListSchemas, fc.constant({ explode: false, style: 'pipeDelimited' })],
  [fc.constant(FLAT), fc.constant({ style: 'form' })],
  [fc.constant(NESTED), fc.constant({ contentType: 'application/json' })],
];
const PARTS: readonly Bound<Omit<PartSpec, 'argument'>>[] = [
  [fc.constant({ type: 'string' }), fc.constant({ file: true, contentType: 'image/png' })],
  [fc.constant({ type: 'array', items: { type: 'string' } }), fc.constant({ file: true })],
  [flat, fc.constant({ contentType: 'text/plain' })],
];

const bound = <How>(choices: readonly Bound<How>[]) =>
  fc.oneof(...choices.map(([schema, how]) => fc.record({ schema, how })));

export const fixedHeaders = fc.dictionary(
  fc.stringMatching(/^X-[A-Za-z!'`$.]{1,8}$/),
  fc.stringMatching(/^[ -~]{1,40}$/),
  { maxKeys: 2 },
);

const RESPONSES: readonly (ResponseSpec | undefined)[] = [
  undefined,
  { as: 'text' },
  { as: 'none' },
  { as: 'binary', contentType: 'image/*' },
  { headers: ['ETag', "X-'a`"], job: true },
  { include: ['id', 'customer.name'], exclude: ['customer.name.first', 'a-b'] },
];

/** Tools that send a GraphQL document. */
export const graphqlTools = (name: string): fc.Arbitrary<ApiTool> =>
  fc
    .record({ description: texts(), text: texts(), isLong: fc.boolean() })
    .map(({ description, text, isLong }): ApiTool => ({
      name,
      description,
      inputSchema: { type: 'object', properties: { id: { type: 'string' } } },
      request: {
        method: 'POST',
        path: '/graphql',
        graphql: `query ($id: ID) {${isLong ? '\n' : ' '}a(id: $id) # ${text.replace(/\$/g, '')}\n}`,
      },
    }));

/** Tools with the long form of a request. */
export const boundTools = (name: string): fc.Arbitrary<ApiTool> =>
  fc
    .record({
      description: texts(),
      headers: fixedHeaders,
      names: fc.uniqueArray(
        fc.oneof(argumentNames, fc.constantFrom('form', 'list', 'path', 'body', 'text', 'file')),
        { minLength: 9, maxLength: 9, selector: (one) => one.toLowerCase() },
      ),
      parameters: fc.array(
        fc.record({ bound: bound(PARAMETERS), wire: texts(30), named: fc.boolean() }),
        {
          maxLength: 4,
        },
      ),
      as: fc.constantFrom('json' as const, 'form' as const, 'multipart' as const),
      fields: fc.array(bound(FIELDS), { maxLength: 3 }),
      parts: fc.array(bound(PARTS), { maxLength: 3 }),
      required: fc.boolean(),
      constant: fc.jsonValue(),
      rest: scalarOrList,
      response: fc.constantFrom(...RESPONSES),
    })
    .map(
      ({
        description,
        headers,
        names,
        parameters,
        as,
        required,
        rest,
        response,
        ...more
      }): ApiTool => {
        const entries: [string, JsonSchemaObject, boolean][] = [[names[8]!, rest, required]];
        const stated = parameters.map(
          ({ bound: { schema, how }, wire, named }, i): ParameterSpec => {
            const argument = names[i]!;
            const inPath = how.in === 'path';
            entries.push([argument, schema, inPath || required]);
            const renamed = named && how.in !== 'header' ? wire : `X-${i}`;
            return { ...how, name: renamed, argument };
          },
        );
        const bodies = { json: [], form: more.fields, multipart: more.parts };
        const properties = bodies[as].map(({ schema, how }, i): [string, PartSpec] => {
          entries.push([names[4 + i]!, schema, required]);
          return [`part ${i}`, { ...how, argument: names[4 + i]! }];
        });
        const body: BodySpec = {
          as,
          properties: Object.fromEntries([
            ...properties,
            // A constant is a value.
            ...(more.constant === null
              ? []
              : [['a constant', { constant: more.constant }] as const]),
          ]),
        };
        const path = stated.flatMap((one) => (one.in === 'path' ? [`/{${one.argument}}`] : []));
        return {
          name,
          description,
          inputSchema: objectOf(entries),
          request: {
            method: 'POST',
            ...(required && { baseUrl: 'https://uploads.test/v1' }),
            path: `/x${path.join('')}`,
            headers,
            parameters: stated.filter(isFirst),
            body,
            ...(response && { response }),
          },
        };
      },
    );

/** Renamed parameters may have the same name. */
const isFirst = (one: ParameterSpec, index: number, all: readonly ParameterSpec[]) =>
  one.in === 'path' ||
  all.findIndex((other) => other.name === one.name && other.in === one.in) === index;
