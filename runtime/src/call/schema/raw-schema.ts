import * as z from 'zod';
import { withinBudget } from '../../utils/check-budget.js';
import { schemaCheck } from '../../utils/schema-check.js';

/**
 * A JSON Schema (draft 2020-12) for what zod cannot express: it validates values and is sent to
 * clients unchanged. Formats, and patterns with references to groups, are only annotations. `T` is
 * the type of valid values.
 * @throws TooComplexError when values are checked outside a call
 * @example rawSchema<{ id: string }>({ type: 'object', properties: { id: {} }, if: {}, then: {} })
 */
export function rawSchema<T>(schema: Record<string, unknown>): z.ZodType<T, T> {
  const check = schemaCheck(schema);
  const type = z.any().superRefine((value: unknown, context) => {
    if (value === undefined) return context.addIssue({ code: 'custom', message: 'Required' });
    const json: unknown = JSON.parse(JSON.stringify(value)); // removes undefined members
    for (const { path, message } of withinBudget(json, () => check(json)))
      context.addIssue({ code: 'custom', path: [...path], message });
  });
  return type.meta(schema);
}
