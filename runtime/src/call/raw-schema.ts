import type { OutputUnit } from '@cfworker/json-schema';
import { Validator } from '@cfworker/json-schema';
import * as z from 'zod';

/**
 * A JSON Schema (draft 2020-12) for what zod cannot express: values are validated against it, and clients get it as it
 * is. `T` is the type of the values that it allows.
 * @example rawSchema<{ id: string }>({ type: 'object', properties: { id: {} }, if: {}, then: {} })
 */
export function rawSchema<T>(schema: Record<string, unknown>): z.ZodType<T, T> {
  // The validator writes into what it is given.
  const validator = new Validator(structuredClone(schema), '2020-12', false);
  const type = z.any().superRefine((value: unknown, context) => {
    if (value === undefined) return context.addIssue({ code: 'custom', message: 'Required' });
    const json: unknown = JSON.parse(JSON.stringify(value)); // as it is sent: without undefined members
    for (const { instanceLocation, error } of causes(validator.validate(json).errors)) {
      context.addIssue({ code: 'custom', path: keysOf(instanceLocation), message: error });
    }
  });
  return type.meta(schema);
}

/** Without those that only summarize the errors after them. */
const causes = (errors: readonly OutputUnit[]): OutputUnit[] =>
  errors.filter(({ keywordLocation }, index) => {
    const next = errors[index + 1]?.keywordLocation;
    return next?.startsWith(`${keywordLocation}/`) !== true;
  });

/** The keys of a percent-encoded JSON pointer (RFC 6901). */
const keysOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => decodeURI(key).replaceAll('~1', '/').replaceAll('~0', '~'));
