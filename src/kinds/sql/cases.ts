import { asksOf, invalidArguments, sampleArguments } from '../../codegen/sample/sample.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { Bound, ToolCase } from '../../model/kind.js';
import { fillPlaceholders } from '../../model/placeholders.js';
import type { QuerySpec, SqlResource, SqlTool } from './spec.js';
import { queryOf } from './statement.js';

/** Calls on the rows of the tests; undefined where no example fits its schema. */
export function toolCase(
  tool: Bound<SqlTool, 'query'>,
): ToolCase | readonly ToolCase[] | undefined {
  const query = queryOf(tool);
  const invalid = invalidArguments(tool.inputSchema);
  const rows = (query.cases ?? sampleCall(tool)).map((call, index) => ({
    ...call,
    ...(invalid && index === 0 && { invalid }),
    ...(query.shared && { shared: true }),
    ...asksOf(tool, call.arguments),
  }));
  return rows.length > 1 ? rows : rows[0];
}

/** The case of a tool whose rows the database did not show. */
function sampleCall(tool: Bound<SqlTool, 'query'>): NonNullable<QuerySpec['cases']> {
  const sample = sampleArguments(tool);
  const isFirstPage = ([name]: [string, unknown]) => !queryOf(tool).by || name !== 'cursor';
  return sample
    ? [{ arguments: Object.fromEntries(Object.entries(sample).filter(isFirstPage)) }]
    : [];
}

/** Keys of the rows of the tests are often numbers from 1. */
const VALUE = '1';

/** The URI that the tests read. */
export const resourceCase = ({ uri, query }: Bound<SqlResource, 'query'>): object => ({
  uri: fillPlaceholders(uri, () => VALUE),
  ...(typeof query === 'object' && { shared: true, ...columnsIn(query.value) }),
});

/** The names of columns by table, where the value describes some. */
function columnsIn(value: unknown): { columns?: Record<string, string[]> } {
  const nameOf = (each: unknown) => String(isRecord(each) ? each.name : '');
  const tables =
    isRecord(value) && Array.isArray(value.tables) ? value.tables.filter(isRecord) : [];
  const columns = tables.map(
    (table) => [nameOf(table), [table.columns].flat().map(nameOf)] as const,
  );
  return columns.length === 0 ? {} : { columns: Object.fromEntries(columns) };
}
