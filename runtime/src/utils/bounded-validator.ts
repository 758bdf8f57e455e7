import { TooComplexError, withinBudget } from './check-budget.js';
import { type JsonSchema, schemaCheck } from './schema-check.js';

type Validation<T> =
  | { valid: true; data: T; errorMessage: undefined }
  | { valid: false; data: undefined; errorMessage: string };

/**
 * A validator for clients and servers of the SDK, with a limit: they check results and answers
 * against schemas of others, without one.
 */
export const boundedValidator = {
  getValidator<T>(schema: unknown): (value: unknown) => Validation<T> {
    const check = schemaCheck(schema as JsonSchema);
    return (value) => {
      const errorMessage = problemOf(check, value);
      return errorMessage === ''
        ? { valid: true, data: value as T, errorMessage: undefined }
        : { valid: false, data: undefined, errorMessage };
    };
  },
};

function problemOf(check: ReturnType<typeof schemaCheck>, value: unknown): string {
  try {
    const faults = withinBudget(value, () => check(value));
    return faults.map(({ path, message }) => [...path, message].join(': ')).join('; ');
  } catch (error) {
    if (error instanceof TooComplexError) return error.message;
    throw error;
  }
}
