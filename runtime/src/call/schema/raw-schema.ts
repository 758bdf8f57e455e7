import * as z from 'zod';
import { withinBudget } from '../../utils/check-budget.js';
import { schemaOutcome } from '../../utils/schema-check.js';
import { exactIntegerOf, isIntegerText } from './integer.js';

/**
 * A JSON Schema (draft 2020-12) for what zod cannot express: it validates values and is sent to
 * clients unchanged. Formats except that of `int64`, and patterns with references to groups, are
 * only annotations. `T` is the type of valid values.
 * @throws TooComplexError when values are checked outside a call
 * @example rawSchema<{ id: string }>({ type: 'object', properties: { id: {} }, if: {}, then: {} })
 */
export function rawSchema<T>(schema: Record<string, unknown>): z.ZodType<T, T> {
  const check = schemaOutcome(schema, { formats: { int64: isIntegerText } });
  const type = z.any().check((context) => {
    const { issues: found } = context;
    const value: unknown = context.value;
    if (value === undefined) {
      found.push({ code: 'custom', message: 'Required', input: value });
      return;
    }
    const json: unknown = JSON.parse(JSON.stringify(value)); // removes undefined members
    const issues = withinBudget(json, () => {
      const { faults, integerTexts } = check(json);
      if (faults.length === 0 && integerTexts.length > 0)
        context.value = withIntegers(json, integerTexts);
      return faults;
    });
    for (const { path, message } of issues)
      found.push({ code: 'custom', path: [...path], message, input: value });
  });
  return type.meta(schema);
}

type Members = Record<string | number, unknown>;

/** The value with the integers that the texts at some paths stand for. */
function withIntegers(value: unknown, paths: readonly (readonly (string | number)[])[]): unknown {
  const root = { value };
  for (const path of paths) {
    const keys = ['value', ...path];
    const last = keys.pop() ?? 'value';
    let members: Members = root;
    for (const key of keys) members = members[key] as Members;
    members[last] = exactIntegerOf(String(members[last]));
  }
  return root.value;
}
