import * as z from 'zod';
import { withinBudget } from '../../utils/check-budget.js';
import { type SchemaOutcome, schemaOutcome } from '../../utils/schema-check.js';
import { exactIntegerOf, isIntegerText } from './integer.js';

let isResult = false;

/**
 * Returns a JSON Schema (draft 2020-12) for what zod cannot express: it validates values and is
 * sent to clients unchanged. Formats except that of `int64` in arguments, and patterns with
 * references to groups, are only annotations. `T` is the type of valid values.
 * @throws TooComplexError when values are checked outside a call
 * @example rawSchema<{ id: string }>({ type: 'object', properties: { id: {} }, if: {}, then: {} })
 */
export function rawSchema<T>(schema: Record<string, unknown>): z.ZodType<T, T> {
  const int64 = (text: string) => isResult || isIntegerText(text);
  const check = schemaOutcome(schema, { formats: { int64 } });
  const type = z.any().check((context) => {
    const { issues: found } = context;
    const value: unknown = context.value;
    if (value === undefined) {
      found.push({ code: 'custom', message: 'Required', input: value });
      return;
    }
    const json: unknown = JSON.parse(JSON.stringify(value)); // removes undefined members
    const issues = withinBudget(json, () => {
      const outcome = check(json);
      const { faults } = outcome;
      const hasTexts = outcome.isIntegerText || outcome.integerParts.length > 0;
      if (!isResult && hasTexts && faults.length === 0) context.value = withIntegers(json, outcome);
      return faults;
    });
    for (const { path, message } of issues)
      found.push({ code: 'custom', path: [...path], message, input: value });
  });
  return type.meta(schema);
}

/** Parses a result: its texts stay as they came, because JSON has no integers beyond 2^53. Parsing is synchronous. */
export function parseResult<T>(parse: () => T): T {
  const wasResult = isResult;
  isResult = true;
  try {
    return parse();
  } finally {
    isResult = wasResult;
  }
}

type Members = Record<string | number, unknown>;

/** Returns the value with the integers that its texts represent. */
function withIntegers(json: unknown, outcome: SchemaOutcome): unknown {
  const root = { json };
  const visited = new Set<SchemaOutcome>();
  function convert(members: Members, key: string | number, found: SchemaOutcome): void {
    if (found.isIntegerText) members[key] = exactIntegerOf(String(members[key]));
    if (visited.has(found)) return;
    if (found.integerParts.length > 0) visited.add(found); // of a list or object, which has one place
    for (const part of found.integerParts)
      if (part.key === undefined) convert(members, key, part.outcome);
      else convert(members[key] as Members, part.key, part.outcome);
  }
  convert(root, 'json', outcome);
  return root.json;
}
