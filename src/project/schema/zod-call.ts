import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { SchemaFact } from '../../model/schema.js';

/** A method of a schema: what it makes of the schema it is called on. */
export type SchemaMethod = (receiver: SchemaFact, call: ZodCall) => SchemaFact;

/** A call of zod, or of a method of a schema, that is read. */
export interface ZodCall {
  reader: {
    read(located: Located): SchemaFact;
    /** The expression behind a name: for a parameter, its argument. */
    resolve(located: Located): Located;
  };
  code: Code;
  /** The call as a whole. */
  call: Located<CallValue>;
  /** Name of the base or the method: `iso.date`, `min`. */
  name: string;
  args: readonly Located[];
}
