import { isObject } from '../../../runtime/src/utils/is-object.js';
import { confirmQuestion, sampleArguments } from '../../codegen/sample/sample.js';
import type { ToolCase, WithBinding } from '../../model/kind.js';
import { fillPlaceholders } from '../../model/text/placeholders.js';
import type { QuerySpec, SqlResource, SqlTool } from './spec.js';
import { querySpec } from './statement.js';

/** Returns test calls on the test rows; none if no example fits the schema. */
export function toolCases(tool: WithBinding<SqlTool, 'query'>): readonly ToolCase[] {
  const query = querySpec(tool);
  return (query.cases ?? sampleCall(tool)).map((call) => ({
    ...call,
    ...(query.shared && { shared: true }),
    ...(!changesNothing(query, call.arguments) && confirmQuestion(tool, call.arguments)),
  }));
}

/** Returns whether a call is refused before the user is asked, because it only names the row. */
const changesNothing = ({ key }: QuerySpec, args: object): boolean =>
  key !== undefined && Object.keys(args).every((name) => key.includes(name));

/** Returns the test case of a tool without rows from the database. */
function sampleCall(tool: WithBinding<SqlTool, 'query'>): NonNullable<QuerySpec['cases']> {
  const sample = sampleArguments(tool);
  const isFirstPage = ([name]: [string, unknown]) => !querySpec(tool).by || name !== 'cursor';
  return sample
    ? [{ arguments: Object.fromEntries(Object.entries(sample).filter(isFirstPage)) }]
    : [];
}

/** Preferred arguments: keys of test rows are often numbers from 1. */
const VALUE = '1';

/** Returns the URIs that the tests read. */
export function resourceCase({ uri, query }: WithBinding<SqlResource, 'query'>): object {
  const sample = { uri: fillPlaceholders(uri, () => VALUE) };
  if (typeof query === 'string') return sample;
  if ('value' in query)
    return { ...sample, shared: true, ...(hasTables(query.value) && { describesTables: true }) };
  const [first = sample, ...others] = query.cases ?? [];
  return others.length > 0 ? [first, ...others] : first;
}

/** Returns whether a value describes tables, as `schemaResource` does. */
const hasTables = (value: unknown): boolean => isObject(value) && Array.isArray(value.tables);
