import { isObject } from '../../../runtime/src/utils/is-object.js';
import { call, type Code, entry, jsonCode, jsonEntries, object } from '../../codegen/print/code.js';
import { jsonDocument } from '../../codegen/print/json.js';
import { printCode } from '../../codegen/print/layout.js';
import { memberSource } from '../../codegen/print/statement.js';
import { multiline, str } from '../../codegen/print/text-literal.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import type { CodeSource, WithBinding } from '../../model/kind.js';
import { kebabCase } from '../../model/names.js';
import { urlDialect } from './database-url.js';
import type { QuerySpec, SqlProvider, SqlResource, SqlTool } from './spec.js';
import { listPropertyOf, queryForm, querySpec } from './statement.js';

/** Names that modules of tools import or declare. */
export const identifiers = ['asJson', 'database', 'statement', 'then'] as const;

const DATABASE = { '../api/database.js': ['database'] } as const;

/** Returns the code of a tool that executes a statement. */
export function toolCode(tool: WithBinding<SqlTool, 'query'>): CodeSource {
  const { constants, value } = queryCall(querySpec(tool), tool.outputSchema);
  return { imports: DATABASE, constants, member: memberSource('run', { value }) };
}

/** Returns the code of a resource that executes a statement or returns a constant. */
export function resourceCode({ name, query }: WithBinding<SqlResource, 'query'>): CodeSource {
  if (typeof query === 'object' && 'value' in query)
    return {
      imports: { [`./${kebabCase(name)}.json`]: ['value'] },
      member: memberSource('read', { parameters: [], returns: 'JSON.stringify(value)' }),
      data: jsonDocument(query.value),
    };
  const text = typeof query === 'string' ? query : query.statement;
  const { constants, value } = statementCode('statement', text);
  return {
    imports: { ...DATABASE, 'mcp-provider/sql': ['asJson'] },
    constants,
    member: memberSource('read', { value: call('asJson', [call('database.one', [value])]) }),
  };
}

function queryCall(query: QuerySpec, output: ObjectSchema | undefined) {
  const { statement, by, key, noMatch, then, shared } = query;
  const form = queryForm(query, output);
  const first = statementCode('statement', statement);
  const second = then === undefined ? undefined : statementCode('then', then);
  const columns = convertedColumns(form === 'list' || form === 'page' ? rowSchema(output) : output);
  const options: Record<string, unknown> = {
    ...(by && { by }),
    ...(key && { key }),
    ...(noMatch !== undefined && { noMatch }),
    ...(Object.keys(columns).length > 0 && { columns }),
    ...(shared && { shared }),
  };
  const entries = [...(second ? [entry('then', second.value)] : []), ...jsonEntries(options)];
  const isNamed = form === 'list' || form === 'page';
  const name = (output && listPropertyOf(output)) ?? 'rows';
  return {
    constants: [...first.constants, ...(second?.constants ?? [])],
    value: call(`database.${form}`, [
      ...(isNamed ? [jsonCode(name)] : []),
      first.value,
      ...(entries.length > 0 ? [object(entries)] : []),
    ]),
  };
}

/** Returns the statement as code; one of several lines becomes a constant. */
function statementCode(name: string, text: string): { constants: string[]; value: Code } {
  const trimmedText = text.trim();
  return trimmedText.includes('\n')
    ? { constants: [`const ${name} = ${multiline(trimmedText)};`], value: name }
    : { constants: [], value: jsonCode(trimmedText) };
}

/** Returns the schema of the items of the list that a tool returns. */
function rowSchema(output: ObjectSchema | undefined): unknown {
  const list = output && listPropertyOf(output);
  const schema = list === undefined ? undefined : output?.properties?.[list];
  return isObject(schema) ? schema.items : undefined;
}

const CONVERSIONS: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  number: 'number',
  object: 'json',
  array: 'json',
};

/**
 * Returns columns that need a conversion, because the database may not have their type. Numbers and
 * strings stay as the database returns them.
 */
function convertedColumns(row: unknown): Record<string, string> {
  if (!isObject(row) || !isObject(row.properties)) return {};
  return Object.fromEntries(
    Object.entries(row.properties).flatMap(([name, schema]) => {
      const types: unknown[] = isObject(schema) ? [schema.type].flat() : [];
      const type = types.find((typeName) => typeName !== 'null');
      const isText = type === 'number' && types.includes('string');
      const conversion = typeof type === 'string' && !isText ? CONVERSIONS[type] : undefined;
      return conversion === undefined ? [] : [[name, conversion] as const];
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

/** Comment in generated code: why results of imported SQLite tables have unions of types. */
const STORED_TYPES_COMMENT =
  'SQLite stores texts and numbers in columns of any type, unless the table prevents it: schemas of results permit both.';

/** Returns the module `api/database.ts`. */
export function databaseSource({
  name,
  databaseUrl,
  users = 'parameter',
  origin,
}: Pick<SqlProvider, 'name' | 'databaseUrl' | 'users' | 'origin'>): string {
  const dialect = urlDialect(databaseUrl);
  const factory = FACTORIES[dialect];
  const options = object([entry('users', jsonCode(users))]);
  const value = call(factory, [str(name), 'auth', options]);
  const start = 'export const database = ';
  const comment = `The tables of "database_url" in provider-config.yaml. ${WORDS[users]}`;
  return [
    `import { ${factory} } from 'mcp-provider/sql/${dialect}';`,
    "import { auth } from './auth.js';",
    '',
    dialect === 'sqlite' && origin
      ? `/**\n * ${comment}\n * ${STORED_TYPES_COMMENT}\n */`
      : `/** ${comment} */`,
    `${start}${printCode(value, start)};`,
  ].join('\n');
}
