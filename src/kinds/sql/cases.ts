import type { ToolCase } from '../../model/kind.js';
import { filled } from '../../model/placeholders.js';
import { asksOf } from '../../source/sample/asks.js';
import { invalidArguments, sampleArguments } from '../../source/sample/sample.js';
import { queryOf } from './statement.js';
import type { SqlProvider, SqlResource, SqlTool } from './spec.js';
import { hasRows } from './test-data.js';
import { updateCase } from './update-case.js';

type Data = Pick<SqlProvider, 'testData'>;

/**
 * A call on the rows of the tests; to do where the tool has no statement, where no example fits its schema, and in new
 * projects without rows.
 */
export function toolCase(tool: SqlTool, settings?: Data): ToolCase {
  if (settings && !hasRows(settings)) return { todo: true };
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

/** The URI that the tests read; undefined where the resource has no statement, or the tests no rows. */
export function resourceCase({ uri, query }: SqlResource, settings?: Data): object | undefined {
  const isConstant = typeof query === 'object';
  if (query === undefined || (settings && !hasRows(settings) && !isConstant)) return undefined;
  return { uri: filled(uri, () => VALUE), ...(isConstant && { shared: true }) };
}
