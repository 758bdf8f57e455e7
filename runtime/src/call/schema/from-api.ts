import * as z from 'zod';

type NullishMembers<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>>;
};

/**
 * Returns the schema of an object of an API, independent of its documentation: members may be missing
 * or null, and undeclared members are kept.
 * @example export const order = fromApi({ id: z.string(), lines: z.array(fromApi({ sku: z.string() })) });
 */
export const fromApi = <const Shape extends z.ZodRawShape>(shape: Shape) =>
  z.looseObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, schema]) => [name, z.nullish(schema)]),
    ) as NullishMembers<Shape>,
  );
