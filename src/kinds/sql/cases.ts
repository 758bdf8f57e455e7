import type { Bound, ToolCase } from '../../model/kind.js';
import { fillPlaceholders } from '../../model/placeholders.js';
import {
  asksOf,
  invalidArguments,
  sampleArguments,
  sampleValue,
} from '../../codegen/sample/sample.js';
import { queryOf } from './statement.js';
import type { SqlResource, SqlTool } from './spec.js';
import type { JsonSchema } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';

/** A call on the rows of the tests; undefined where no example fits its schema. */
export function toolCase(tool: Bound<SqlTool, 'query'>): ToolCase | undefined {
  const query = queryOf(tool);
  const sample = sampleArguments(tool);
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
  uri: fillPlaceholders(uri, () => VALUE),
  ...(typeof query === 'object' && { shared: true }),
});

type Values = Readonly<Record<string, unknown>>;

/**
 * A call that changes its row: the values that it may leave out differ from those of the row, and one value of `clear`
 * becomes null. With the new row as the result, where the statement stores all of it as it was sent.
 * @param sample arguments that equal the row
 */
function updateCase(
  { inputSchema, outputSchema }: SqlTool,
  statement: string,
  sample: Values,
): { arguments: Values; result?: Values } {
  const { properties = {} } = inputSchema;
  const isSet = (name: string) => statement.includes(`coalesce(:${name}, `);
  if (!Object.keys(sample).some(isSet)) return { arguments: sample };
  const { clear, ...values }: Values = Object.fromEntries(
    Object.entries(sample).map(([name, value]) => [
      name,
      isSet(name) ? (otherValue(name, properties[name] ?? true) ?? value) : value,
    ]),
  );
  const names = [clear].flat().filter((name) => typeof name === 'string');
  const cleared = names.findLast(isSet);
  const others = Object.fromEntries(Object.entries(values).filter(([name]) => name !== cleared));
  const nulls = Object.keys(others).some(isSet) && cleared !== undefined ? [cleared] : [];
  const sent = nulls.length > 0 ? { ...others, clear: nulls } : values;
  const row = { ...sent, ...Object.fromEntries(nulls.map((name) => [name, null])) };
  const columns = Object.entries(outputSchema?.properties ?? {});
  const isKnown = columns.every(
    ([name]) => Object.hasOwn(row, name) && isKept(properties[name] ?? true),
  );
  return {
    arguments: sent,
    ...(isKnown &&
      columns.length > 0 && {
        result: Object.fromEntries(columns.map(([name]) => [name, row[name as keyof typeof row]])),
      }),
  };
}

/** Another value than the first sample; undefined where there is none. */
function otherValue(name: string, schema: JsonSchema): unknown {
  if (!isRecord(schema)) return undefined;
  if (Array.isArray(schema.enum)) return schema.enum[1];
  if (schema.type === 'boolean') return false;
  const others = sampleValue({ type: 'object', properties: { [name]: schema } }, { nth: 1 });
  return isRecord(others) ? others[name] : undefined;
}

/** Every database returns such values as they were sent: no dates, decimals or padded texts. */
function isKept(schema: JsonSchema): boolean {
  if (!isRecord(schema)) return false;
  const { type, format, pattern, maxLength } = schema;
  const [first] = [type].flat();
  const isText = first === 'string' && (format ?? pattern ?? maxLength) === undefined;
  return isText || first === 'integer' || first === 'boolean';
}
