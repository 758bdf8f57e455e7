import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseJsonOrYaml } from '../../src/openapi/document/read.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import type { RawObject } from '../../src/openapi/model.js';

export const example = (path: string): RawObject =>
  parseJsonOrYaml(
    readFileSync(
      createRequire(import.meta.url).resolve(`@readme/oas-examples/${path}.json`),
      'utf8',
    ),
  );

/** A document of one operation. */
export const one = (
  operation: RawObject,
  rest: RawObject = {},
  path = '/things',
  method = 'get',
): RawObject => ({
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  servers: [{ url: 'https://api.test' }],
  ...rest,
  paths: {
    [path]: {
      [method]: { operationId: 'doThing', responses: { 200: { description: 'ok' } }, ...operation },
    },
  },
});

/** The import of a document, and its first tool. */
export function first(document: RawObject, options = {}) {
  const result = toolsOfDocument(document, options);
  const [tool] = result.tools;
  if (!tool) throw new Error(JSON.stringify(result.skipped));
  return { ...result, tool };
}

export const body = (schema: RawObject, type = 'application/json') => ({
  requestBody: { required: true, content: { [type]: { schema } } },
});
