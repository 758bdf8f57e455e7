import * as z from 'zod';

type Received<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>>;
};

/**
 * An object as an API sends it, whatever its document says: members may be missing or null, and others are kept.
 * @example export const order = fromApi({ id: z.string(), lines: z.array(fromApi({ sku: z.string() })) });
 */
export const fromApi = <const Shape extends z.ZodRawShape>(shape: Shape) =>
  z.looseObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, schema]) => [name, z.nullish(schema)]),
    ) as Received<Shape>,
  );
