import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonSchema, ObjectSchema } from '../../src/model/json-schema.js';
import { schemaProblems } from '../../src/model/json-schema/problems.js';
import { sampleValue } from '../../src/source/sample/sample.js';
import { isRecord } from '../../src/model/json-schema/subschemas.js';
import { evaluated } from './support/evaluate.js';

const folder = new URL('../../../shared/data/openapi/', import.meta.url);
const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => /\.(json|yaml)$/.test(name))
  : [];

/** Of a large document, that many schemas are enough. */
const MOST = 20;

/** The schemas of an OpenAPI document, each with all others at hand, as far as they are JSON Schemas. */
function schemasOf(file: string): [name: string, schema: ObjectSchema][] {
  const text = readFileSync(new URL(file, folder), 'utf8').replaceAll(
    /#\/(components\/schemas|definitions)\//g,
    '#/$defs/',
  );
  const document = parse(text) as { components?: { schemas?: object }; definitions?: object };
  const $defs = (document.components?.schemas ?? document.definitions ?? {}) as Record<
    string,
    JsonSchema
  >;
  return Object.keys($defs).map((name) => [
    name,
    {
      type: 'object',
      properties: { [name]: { $ref: `#/$defs/${encodeURIComponent(name)}` } },
      $defs,
    },
  ]);
}

it.skipIf(files.length > 0)('has no OpenAPI documents to read here', ({ skip }) => {
  skip('../shared/data/openapi is not there');
});

describe.each(files)('%s', (file) => {
  const all = schemasOf(file).filter(([, schema]) => schemaProblems(schema).length === 0);
  const sound = all.filter((_, index) => index % Math.ceil(all.length / MOST) === 0);

  it('has samples that the zod takes', () => {
    for (const [name, schema] of sound) {
      const value = sampleValue(schema);
      expect([name, isRecord(value)]).toEqual([name, true]);
      expect([name, evaluated(schema, 'output').safeParse(value).error]).toEqual([name, undefined]);
    }
  });
});
