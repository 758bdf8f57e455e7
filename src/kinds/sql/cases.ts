import type { ToolCase } from '../../model/kind.js';
import { filled } from '../../model/placeholders.js';
import { asksOf } from '../../source/sample/asks.js';
import { invalidArguments, sampleArguments } from '../../source/sample/sample.js';
import { queryOf } from './statement.js';
import type { SqlResource, SqlTool } from './spec.js';
import { updateCase } from './update-case.js';

/** A call on the rows of the tests; to do where the tool has no statement, or no example fits its schema. */
export function toolCase(tool: SqlTool): ToolCase {
  const query = queryOf(tool);
  const sample = query && sampleArguments(tool.inputSchema);
  if (!sample) return { todo: true };
  const isFirstPage = ([name]: [string, unknown]) => !query.by || name !== 'cursor';
  const args = Object.fromEntries(Object.entries(sample).filter(isFirstPage));
  const invalid = invalidArguments(tool.inputSchema);
  const { confirm } = tool;
  return {
    ...updateCase(tool, query.statement, args),
    ...(invalid && { invalid }),
    ...(query.shared && { shared: true }),
    ...asksOf(confirm, args),
  };
}

/** Keys of the rows of the tests are often numbers from 1. */
const VALUE = '1';

/** The URI that the tests read; to do where the resource has no statement. */
export function resourceCase({ uri, query }: SqlResource): object {
  if (query === undefined) return { todo: true };
  return { uri: filled(uri, () => VALUE), ...(typeof query === 'object' && { shared: true }) };
}
