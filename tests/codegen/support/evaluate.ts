import { transformSync } from 'esbuild';
import * as z from 'zod';
import { fromApi } from '../../../runtime/src/call/schema/from-api.js';
import { exactInteger, exactNumber, int64 } from '../../../runtime/src/call/schema/integer.js';
import { rawSchema } from '../../../runtime/src/call/schema/raw-schema.js';
import { jsonSchema } from '../../../runtime/src/call/schema/zod-json-schema.js';
import { zodSource } from '../../../src/codegen/print/zod.js';
import type { SchemaSide } from '../../../src/codegen/zod-shape/shape.js';
import type { ObjectSchema } from '../../../src/model/json-schema.js';
import { omit } from '../../../src/model/json-schema/subschemas.js';

/**
 * The zod type that a schema is written as, made by running what was written.
 * @param isOpen arguments may have members that are not declared
 */
export function evaluated(schema: ObjectSchema, io: SchemaSide, isOpen = false): z.ZodType {
  const { code, declarations } = zodSource(schema, { io });
  const { code: script } = transformSync(`${declarations};\nresult(${code});`, { loader: 'ts' });
  const results: z.ZodType[] = [];
  // Only what we printed ourselves is run.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function(
    'z',
    'fromApi',
    'exactInteger',
    'exactNumber',
    'int64',
    'rawSchema',
    'result',
    script,
  )(
    isOpen ? { ...z, strictObject: z.object } : z,
    fromApi,
    exactInteger,
    exactNumber,
    int64,
    rawSchema,
    (type: z.ZodType) => results.push(type),
  );
  return results[0]!;
}

/** What `tools/list` shows. */
export function advertised(schema: ObjectSchema, io: SchemaSide): Record<string, unknown> {
  return omit(jsonSchema(evaluated(schema, io), io), ['$schema']);
}
