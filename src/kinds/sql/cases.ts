import type { ToolCase } from '../../model/kind.js';
import { invalidArguments, sampleArguments } from '../../source/sample/sample.js';
import { queryOf } from './statement.js';
import type { SqlResource, SqlTool } from './spec.js';

/** A call on the rows of the tests; to do where the tool has no statement, or where no example fits its schema. */
export function toolCase(tool: SqlTool): ToolCase {
  const query = queryOf(tool);
  const sample = query && sampleArguments(tool.inputSchema);
  if (!sample) return { todo: true };
  const isFirstPage = ([name]: [string, unknown]) => !query.by || name !== 'cursor';
  const args = Object.fromEntries(Object.entries(sample).filter(isFirstPage));
  const invalid = invalidArguments(tool.inputSchema);
  const { confirm } = tool;
  return {
    arguments: args,
    ...(invalid && { invalid }),
    ...(query.shared && { shared: true }),
    ...(confirm !== undefined && { asks: [{ message: filled(confirm, args) }] }),
  };
}

const filled = (text: string, args: Readonly<Record<string, unknown>>): string =>
  text.replace(/\{([A-Za-z0-9_.-]+)\}/g, (_, name: string) => String(args[name]));

/** Rows of tests are not known here. */
export const resourceCase = (_resource: SqlResource): object | undefined => undefined;
