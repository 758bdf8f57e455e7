import fc from 'fast-check';
import type { ApiTool, PaginationSpec, RequestSpec } from '../../src/kinds/api/spec.js';
import { type HttpMethod, httpMethods, methodsWithoutBody } from '../../src/model/http.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import {
  argumentNames,
  nestedSchemas,
  objectOf,
  objects,
  scalarListSchemas,
  scalarSchemas,
  texts,
} from './arbitrary-schema.js';

/** Any of the keys, or none. */
export const optional = <T extends object>(keys: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(keys, { requiredKeys: [] });

const annotations = optional({
  title: texts(),
  readOnlyHint: fc.boolean(),
  destructiveHint: fc.boolean(),
  idempotentHint: fc.boolean(),
  openWorldHint: fc.boolean(),
});

/** Braces would name arguments. */
const questions = texts().map((text) => text.replaceAll('{', '('));

const keywords = fc.array(texts(50), { minLength: 1, maxLength: 3 });

const task = fc.constantFrom('optional', 'required');

type Entry = readonly [name: string, schema: JsonSchemaObject, isRequired: boolean];

interface Arguments {
  path: Entry[];
  query: Entry[];
  body: Entry[];
}

/** Arguments by the place they travel in; no name appears twice. */
const argumentsOf = (body: fc.Arbitrary<JsonSchemaObject>): fc.Arbitrary<Arguments> => {
  const entry = (schema: fc.Arbitrary<JsonSchemaObject>, isRequired: fc.Arbitrary<boolean>) =>
    fc.tuple(argumentNames, schema, isRequired);
  return fc
    .record({
      path: fc.array(entry(scalarSchemas, fc.constant(true)), { maxLength: 2 }),
      query: fc.array(entry(fc.oneof(scalarSchemas, scalarListSchemas), fc.boolean()), {
        maxLength: 2,
      }),
      body: fc.array(entry(body, fc.boolean()), { maxLength: 3 }),
    })
    .filter(({ path, query, body: rest }) => {
      const names = [...path, ...query, ...rest].map(([name]) => name);
      return new Set(names).size === names.length;
    });
};

const requestOf = (method: HttpMethod, { path, query }: Arguments): RequestSpec => {
  const statesQuery = query.length > 0 && !methodsWithoutBody.includes(method);
  return {
    method,
    path: `/things${path.map(([name]) => `/{${name}}`).join('/of')}`,
    ...(statesQuery && { query: query.map(([name]) => name) }),
  };
};

const hasBody = (method: HttpMethod) => !methodsWithoutBody.includes(method);

/** `body`: what arguments that travel in no path and no query may be. */
export const tools =
  (body: fc.Arbitrary<JsonSchemaObject>, output: fc.Arbitrary<JsonSchemaObject>) =>
  (name: string) =>
    fc
      .record({
        description: texts(5_000),
        method: fc.constantFrom(...httpMethods),
        places: argumentsOf(body),
        isCalled: fc.boolean(),
        more: optional({ title: texts(), annotations, confirm: questions, keywords, task }),
        outputSchema: fc.option(
          objects(output, argumentNames).filter(
            ({ properties = {} }) => Object.keys(properties).length > 0,
          ),
        ),
      })
      .map(({ description, method, places, isCalled, more, outputSchema }): ApiTool => {
        const { path, query, body: rest } = places;
        const inBody = hasBody(method) || !isCalled ? rest : [];
        return {
          name,
          description,
          inputSchema: objectOf([...path, ...query, ...inBody]),
          ...more,
          ...(outputSchema && { outputSchema }),
          ...(isCalled && { request: requestOf(method, places) }),
        };
      });

/** A list in pages. */
export const pagedTools = (name: string) =>
  fc
    .record({ description: texts(), style: fc.constantFrom(...PAGES), item: nestedSchemas })
    .map(({ description, style, item }): ApiTool => ({
      name,
      description,
      inputSchema: { type: 'object', properties: { limit: { type: 'integer', default: 20 } } },
      outputSchema: { type: 'object', properties: { things: { type: 'array', items: item } } },
      request: {
        method: 'GET',
        path: '/things',
        resultKey: 'things',
        pagination: { ...style, limit: 'limit' },
      },
    }));

const SIZE = { sizeParam: 'size', maxSize: 100 };
const PAGES: readonly Omit<PaginationSpec, 'limit'>[] = [
  { style: 'link' },
  { style: 'link', items: 'data', ...SIZE },
  { style: 'cursor', items: 'data', nextCursor: 'page.next', cursorParam: 'after' },
  {
    style: 'cursor',
    items: 'data',
    lastItem: 'id',
    hasMore: 'more',
    cursorParam: 'after',
    ...SIZE,
  },
  {
    style: 'page',
    items: 'data.list',
    pageParam: 'page',
    firstPage: 0,
    total: 'data.total',
    ...SIZE,
  },
  { style: 'page', pageParam: 'page', ...SIZE },
  { style: 'offset', items: 'data', offsetParam: 'skip', total: 'total', ...SIZE },
];
