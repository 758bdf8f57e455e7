import type { ObjectSchema } from '../model/json-schema.js';

/** A tool in the form of a spec. */
export interface ProposedTool {
  name: string;
  description: string;
  inputSchema: ObjectSchema;
  outputSchema: ObjectSchema;
  annotations?: Record<string, boolean>;
  confirm?: string;
  /** Keys of the rows in the tests. */
  sample?: Record<string, unknown>;
  query: { statement: string; by?: string[]; then?: string; shared?: true };
}

export interface Draft {
  /** `parts.list` */
  key: string;
  tool: ProposedTool;
}

/** The table of a key: `sales.parts` of `sales.parts.list`. */
export const tableOf = (key: string): string => key.replace(/\.\w+$/, '');

/** What is not imported. */
export interface Skipped {
  /** `parts.create`, or a table, a column or a function. */
  at: string;
  /** A sentence. */
  reason: string;
}
