import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { subschemas } from '../../runtime/src/call/schema/json-schema.js';
import { schemaCheck } from '../../runtime/src/utils/schema-check.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import type { RawObject } from '../../src/openapi/model.js';
import { documentSpec } from '../../src/openapi/spec.js';
import { missingOptions } from '../../src/sources/openapi/provider.js';
import { importOutcome } from '../../src/sources/openapi/report.js';
import { secretResults, withoutSecrets } from '../../src/sources/openapi/secrets.js';
import { body, one } from './documents.js';

const FOLDER = join(import.meta.dirname, '..', 'cases', 'openapi');

/** A document of one operation, and what becomes of it. */
interface Case {
  /** `GET /things` unless stated. */
  at?: string;
  operation?: RawObject;
  /** Schema of a required body, of `type`: JSON unless stated. */
  body?: RawObject;
  type?: string;
  /** Schema of a JSON response. */
  result?: RawObject;
  /** Schemas of parameters in the query, by name. */
  query?: RawObject;
  /** The rest of the document. */
  document?: RawObject;
  /** Of the import, such as where the document is. */
  options?: Parameters<typeof toolsOfDocument>[1];
  /** By their paths in what `outcomeOf` returns; null: there is nothing. */
  becomes?: Record<string, unknown>;
  /** Arguments that are valid. */
  takes?: unknown[];
  /** Results that are valid. */
  returns?: unknown[];
}

const response = (schema: RawObject) => ({
  responses: { 200: { content: { 'application/json': { schema } } } },
});

function documentOf({ at = 'GET /things', ...parts }: Case): RawObject {
  const [, method = '', path] = /^(\w+) (.*)$/.exec(at) ?? [];
  const query = Object.entries(parts.query ?? {}).map(([name, schema]) => ({
    ...{ name, in: 'query', schema },
  }));
  const operation = {
    ...(query.length > 0 && { parameters: query }),
    ...(parts.body && body(parts.body, parts.type)),
    ...(parts.result && response(parts.result)),
    ...parts.operation,
  };
  const whole = one(operation, parts.document, path, method.toLowerCase());
  return { ...whole, ...(parts.document?.paths !== undefined && { paths: parts.document.paths }) };
}

/** What the paths of the cases begin with. */
function outcomeOf(document: RawObject, options?: Parameters<typeof toolsOfDocument>[1]) {
  const all = toolsOfDocument(document, options);
  const [tool] = all.tools;
  const { provider, tools } = documentSpec(all, all.tools);
  const losses: Record<string, string[]> = {};
  const places: Record<string, string[]> = {};
  for (const { kind, detail, at } of all.losses) {
    (losses[kind] ??= []).push(detail);
    (places[kind] ??= []).push(at);
  }
  return {
    input: tool?.inputSchema,
    arguments: tool?.inputSchema.properties,
    names: Object.keys(tool?.inputSchema.properties ?? {}),
    output: tool?.outputSchema,
    results: Object.keys(tool?.outputSchema?.properties ?? {}),
    request: tool?.request,
    /** Without arguments that are secrets. */
    public: withoutSecrets(tools),
    secretResults: secretResults(tools),
    /** As the spec has it. */
    tool: tools[0]?.tool,
    auth: provider.auth,
    choices: all.security.choices.map(({ auth }) => auth),
    refused: all.security.refused,
    missing: missingOptions(provider, all),
    tools: all.tools,
    servers: all.servers,
    /** By their kinds. */
    losses,
    /** Of the losses, by their kinds. */
    places,
    /** What the report of an import calls left out. */
    report: importOutcome(all).leftOut,
    skipped: all.skipped.map(({ reason }) => reason),
  };
}

/** `*` stands for each member. */
const valueAt = (value: unknown, [key, ...rest]: string[]): unknown => {
  if (key === undefined || value === undefined) return value;
  if (key === '*')
    return Object.values(value as RawObject).map((each) => valueAt(each, rest) ?? null);
  return valueAt((value as RawObject)[key], rest);
};

describe.each(readdirSync(FOLDER))('%s', (file) => {
  const cases = parse(readFileSync(join(FOLDER, file), 'utf8'), { merge: true }) as Record<
    string,
    Case
  >;
  it.each(Object.entries(cases))(
    '%s',
    (_, { becomes = {}, takes = [], returns = [], ...parts }) => {
      const outcome = outcomeOf(documentOf(parts), parts.options);
      const found = Object.keys(becomes).map((path) => [
        path,
        valueAt(outcome, path.split('.')) ?? null,
      ]);
      expect(Object.fromEntries(found)).toEqual(becomes);
      const faults = [
        ...takes.flatMap((value) => [...schemaCheck(outcome.input ?? {})(value)]),
        ...returns.flatMap((value) => [...schemaCheck(outcome.output ?? {})(value)]),
      ];
      expect(faults).toEqual([]);
      // Some clients reject a name in "required" without a property beside it.
      for (const { schema } of subschemas(outcome.input ?? {})) {
        const { required = [], properties = {} } = schema as {
          required?: string[];
          properties?: RawObject;
        };
        expect(Object.keys(properties)).toEqual(expect.arrayContaining(required));
      }
    },
  );
});
