import * as z from 'zod';
import { withinBudget } from '../utils/check-budget.js';
import { schemaCheck } from '../utils/schema-check.js';

/**
 * A JSON Schema (draft 2020-12) for what zod cannot express: values are validated against it, and clients get it as it
 * is. Formats and patterns with references to groups are notes. `T` is the type of the values that it allows.
 * @throws TooComplexError, where values are checked outside of a call
 * @example rawSchema<{ id: string }>({ type: 'object', properties: { id: {} }, if: {}, then: {} })
 */
export function rawSchema<T>(schema: Record<string, unknown>): z.ZodType<T, T> {
  const check = schemaCheck(schema);
  const type = z.any().superRefine((value: unknown, context) => {
    if (value === undefined) return context.addIssue({ code: 'custom', message: 'Required' });
    const json: unknown = JSON.parse(JSON.stringify(value)); // as it is sent: without undefined members
    for (const { path, message } of withinBudget(json, () => check(json)))
      context.addIssue({ code: 'custom', path: [...path], message });
  });
  return type.meta(schema);
}
