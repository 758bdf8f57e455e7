import { transformSync } from 'esbuild';
import * as z from 'zod';
import type { ObjectSchema } from '../../../src/model/json-schema.js';
import type { Io } from '../../../src/codegen/shape/shape.js';
import { omit } from '../../../src/model/json-schema/subschemas.js';
import { zodSource } from '../../../src/codegen/print/zod.js';
import { integer } from '../../../runtime/src/call/integer.js';
import { rawSchema } from '../../../runtime/src/call/raw-schema.js';

/** The zod type that a schema is written as, made by running what was written. */
export function evaluated(schema: ObjectSchema, io: Io): z.ZodType {
  const { code, declarations } = zodSource(schema, { io });
  const { code: script } = transformSync(`${declarations};\nresult(${code});`, { loader: 'ts' });
  const results: z.ZodType[] = [];
  // Only what we printed ourselves is run.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('z', 'integer', 'rawSchema', 'result', script)(
    z,
    integer,
    rawSchema,
    (type: z.ZodType) => results.push(type),
  );
  return results[0]!;
}

/** What `tools/list` shows: the conversion that `core/instance.ts` does. */
export function advertised(schema: ObjectSchema, io: Io): Record<string, unknown> {
  const shown = evaluated(schema, io)['~standard'].jsonSchema[io]({ target: 'draft-2020-12' });
  return omit(shown, ['$schema']);
}
