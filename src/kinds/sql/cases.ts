import type { Bound, ToolCase } from '../../model/kind.js';
import { filled } from '../../model/placeholders.js';
import { asksOf } from '../../source/sample/asks.js';
import { invalidArguments, sampleArguments } from '../../source/sample/sample.js';
import { queryOf } from './statement.js';
import type { SqlResource, SqlTool } from './spec.js';
import { updateCase } from './update-case.js';

/** A call on the rows of the tests; undefined where no example fits its schema. */
export function toolCase(tool: Bound<SqlTool, 'query'>): ToolCase | undefined {
  const query = queryOf(tool);
  const sample = sampleArguments(tool.inputSchema);
  if (!sample) return undefined;
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

/** The URI that the tests read. */
export const resourceCase = ({ uri, query }: Bound<SqlResource, 'query'>): object => ({
  uri: filled(uri, () => VALUE),
  ...(typeof query === 'object' && { shared: true }),
});
