import type { JsonSchemaObject } from '../../model/json-schema.js';

/** Numbers that may suit a schema, the likeliest first. `nth`: the position among siblings that must differ. */
export function sampleNumbers(schema: JsonSchemaObject, isInteger: boolean, nth: number): number[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
  const low = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const step = multipleOf ?? 1;
  const up = Math.ceil(low / step);
  const down = Math.floor(high / step);
  const steps = [up + nth, up + nth + 1, down - nth, down - nth - 1].map((count) => count * step);
  const numbers = [1 + nth, ...steps, 0, low, high, (low + high) / 2];
  return numbers.filter((number) =>
    isInteger ? Number.isInteger(number) : Number.isFinite(number),
  );
}
