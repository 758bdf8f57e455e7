import type { ObjectSchema } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { Bound, ToolNames } from '../../model/kind.js';
import {
  call,
  type Code,
  jsonCode,
  jsonEntries,
  object,
  pair,
  entry,
} from '../../codegen/print/code.js';
import { printCode } from '../../codegen/print/layout.js';
import { schemasOf } from '../../codegen/print/statement.js';
import { multiline } from '../../codegen/print/text-literal.js';
import type { QuerySpec, SqlResource, SqlTool, SqlProvider } from './spec.js';
import { formOf, listOf, queryOf } from './statement.js';
import { dialectOf } from './database-url.js';

/** What modules of tools import or declare. */
export const identifiers = ['asJson', 'database', 'statement', 'then'] as const;

/** `api/<tool>.ts`: the statement of a tool. Its types are those of the tool's schemas. */
export function toolModule(tool: Bound<SqlTool, 'query'>, names: ToolNames): string {
  const { types, imported } = schemasOf(tool, names.file);
  const { constants, value } = callOf(queryOf(tool), tool.outputSchema);
  return [
    "import type { Call } from 'mcp-provider/sql';",
    imported,
    "import { database } from './database.js';",
    '',
    ...constants,
    assigned(`export const ${names.function}: Call<${types.join(', ')}>`, value),
    '',
  ].join('\n');
}

/** `api/read-<resource>.ts`. */
export function resourceModule({ query }: Bound<SqlResource, 'query'>, reader: string): string {
  const type = "import type { ResourceDefinition } from 'mcp-provider';";
  const signature = `export const ${reader}: ResourceDefinition['read']`;
  if (typeof query === 'object')
    return [
      type,
      '',
      assigned('const value', jsonCode(query.value)),
      '',
      `${signature} = async () => JSON.stringify(value);`,
      '',
    ].join('\n');
  const { constants, value } = textOf('statement', query);
  return [
    type,
    "import { asJson } from 'mcp-provider/sql';",
    "import { database } from './database.js';",
    '',
    ...constants,
    assigned(signature, call('asJson', [call('database.one', [value])])),
    '',
  ].join('\n');
}

const assigned = (declaration: string, value: Code): string =>
  `${declaration} = ${printCode([value, ';'], `${declaration} = `, 0)}`;

function callOf(query: QuerySpec, output: ObjectSchema | undefined) {
  const { statement, by, then, shared } = query;
  const form = formOf(query, output);
  const first = textOf('statement', statement);
  const second = then === undefined ? undefined : textOf('then', then);
  const columns = columnsOf(form === 'list' || form === 'page' ? rowOf(output) : output);
  const options: Record<string, unknown> = {
    ...(by && { by }),
    ...(Object.keys(columns).length > 0 && { columns }),
    ...(shared && { shared }),
  };
  const entries = [...(second ? [pair('then', second.value)] : []), ...jsonEntries(options)];
  const isNamed = form === 'list' || form === 'page';
  const name = (output && listOf(output)) ?? 'rows';
  return {
    constants: [...first.constants, ...(second?.constants ?? [])],
    value: call(`database.${form}`, [
      ...(isNamed ? [jsonCode(name)] : []),
      first.value,
      ...(entries.length > 0 ? [object(entries)] : []),
    ]),
  };
}

/** A statement of several lines is a constant of its own. */
function textOf(name: string, text: string): { constants: string[]; value: Code } {
  const trimmed = text.trim();
  return trimmed.includes('\n')
    ? { constants: [`const ${name} = ${multiline(trimmed)};`, ''], value: name }
    : { constants: [], value: jsonCode(trimmed) };
}

/** The items of the list that a tool returns. */
function rowOf(output: ObjectSchema | undefined): unknown {
  const list = output && listOf(output);
  const schema = list === undefined ? undefined : output?.properties?.[list];
  return isRecord(schema) ? schema.items : undefined;
}

const CONVERTED: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  number: 'number',
  object: 'json',
  array: 'json',
};

/** Types that a database may not have. */
function columnsOf(row: unknown): Record<string, string> {
  if (!isRecord(row) || !isRecord(row.properties)) return {};
  return Object.fromEntries(
    Object.entries(row.properties).flatMap(([name, schema]) => {
      const type = isRecord(schema) ? [schema.type].flat().find((each) => each !== 'null') : '';
      const converted = typeof type === 'string' ? CONVERTED[type] : undefined;
      return converted === undefined ? [] : [[name, converted] as const];
    }),
  );
}

const FACTORIES = {
  postgres: 'postgresDatabase',
  mysql: 'mysqlDatabase',
  sqlite: 'sqliteDatabase',
} as const;

const WORDS: Readonly<Record<NonNullable<SqlProvider['users']>, string>> = {
  parameter: 'Statements on the rows of a user contain `:principal.user_id`.',
  policies: 'Its policies read the user from the setting `app.user_id`.',
  login: 'Each user has a login of the database.',
  shared: 'All users have the same rows.',
};

/** `api/database.ts`. */
export function databaseSource({
  databaseUrl,
  users = 'parameter',
}: Pick<SqlProvider, 'databaseUrl' | 'users'>): string {
  const dialect = dialectOf(databaseUrl);
  const factory = FACTORIES[dialect];
  const options = object([entry('users', jsonCode(users))]);
  const value = call(factory, ['PROVIDER_NAME', 'auth', options]);
  const start = 'export const database = ';
  return [
    `import { ${factory} } from 'mcp-provider/sql/${dialect}';`,
    "import { PROVIDER_NAME } from '../mcp-instance.js';",
    "import { auth } from './auth.js';",
    '',
    `/** The tables of "database_url" in provider-config.yaml. ${WORDS[users]} */`,
    `${start}${printCode(value, start)};`,
  ].join('\n');
}
