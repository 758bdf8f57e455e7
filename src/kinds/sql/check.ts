import type { Dialect } from '../../../runtime/src/sql/compile.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import type { SpecPath, SpecReport } from '../../model/spec-report.js';
import { didYouMean } from '../../model/text/nearest.js';
import { placeholders } from '../../model/text/placeholders.js';
import { quote } from '../../spec/sentence.js';
import { urlDialect } from './database-url.js';
import type { QuerySpec, SqlProvider, SqlResource, SqlTool } from './spec.js';
import {
  listPropertyOf,
  parseStatement,
  queryForm,
  querySpec,
  rowQuery,
  statementArguments,
} from './statement.js';

/** Arguments of pages, which the runtime adds to the statement. */
const PAGE_ARGUMENTS = ['limit', 'cursor'];

/** Settings of the provider; absent if a tool is added to a project. */
type ProviderSettings = Partial<Pick<SqlProvider, 'databaseUrl' | 'users'>>;

const dialectIn = (settings: ProviderSettings | undefined): Dialect | undefined =>
  settings?.databaseUrl === undefined ? undefined : urlDialect(settings.databaseUrl);

/** Checks that a tool's statements, its arguments and its result fit together. */
export function checkTool(
  tool: SqlTool,
  at: SpecPath,
  report: SpecReport,
  settings?: ProviderSettings,
): void {
  const query = querySpec(tool);
  if (!query) return;
  const path = [...at, 'query'];
  const { statement, then, shared = false } = query;
  const dialect = dialectIn(settings);
  const { properties = {} } = tool.inputSchema;
  const statements = [statement, ...(then === undefined ? [] : [then])];
  const scope = shared && settings ? { ...settings, users: 'shared' as const } : settings;
  for (const text of statements) checkStatement(text, Object.keys(properties), path, report, scope);
  const usedArguments = statements.flatMap((text) => statementArguments(text, dialect));
  if (statements.some((text) => 'fault' in parseStatement(text, dialect))) return;
  const isPage = queryForm(query, tool.outputSchema) === 'page';
  for (const name of Object.keys(properties)) {
    const isUsed = usedArguments.includes(name) || (isPage && PAGE_ARGUMENTS.includes(name));
    const argumentPath = [...at, 'inputSchema', 'properties', name];
    report.error(argumentPath, isUsed ? undefined : 'is not part of the statement', 'key');
  }
  for (const name of query.key ?? [])
    report.error(
      [...path, 'key'],
      name in properties ? undefined : `names ${quote(name)}, which is not an argument`,
    );
  checkForm(tool, query, at, report);
}

/** Checks that the statement of a resource uses the variables of its URI. */
export function checkResource(
  resource: SqlResource,
  at: SpecPath,
  report: SpecReport,
  home?: ProviderSettings,
): void {
  const statementText = rowQuery(resource)?.statement;
  if (statementText === undefined) return;
  const dialect = dialectIn(home);
  const path = [...at, 'query'];
  checkStatement(statementText, placeholders(resource.uri), path, report, home);
  const statement = parseStatement(statementText, dialect);
  report.error(path, 'fault' in statement || statement.reads ? undefined : 'must only read rows');
}

function checkStatement(
  text: string,
  names: readonly string[],
  at: SpecPath,
  report: SpecReport,
  home: ProviderSettings | undefined,
): void {
  const dialect = dialectIn(home);
  const statement = parseStatement(text, dialect);
  if ('fault' in statement) return report.error(at, `is not usable: ${statement.fault}`);
  const isScoped =
    home === undefined || (home.users ?? 'parameter') !== 'parameter' || statement.scoped;
  report.error(
    at,
    isScoped
      ? undefined
      : 'does not contain ":principal.user_id", so users would see each other’s rows; if they may, set "shared: true" in the query, or "users: shared" in the spec',
  );
  for (const name of statementArguments(text, dialect))
    report.error(
      at,
      names.includes(name)
        ? undefined
        : `names ${quote(name)}, which is not an argument${didYouMean(name, names)}`,
    );
}

function checkForm(tool: SqlTool, query: QuerySpec, at: SpecPath, report: SpecReport): void {
  const { inputSchema, outputSchema, confirm } = tool;
  const path = [...at, 'query'];
  const form = queryForm(query, outputSchema);
  if (form === 'change') {
    report.error(path, query.by ? 'has "by", and a statement that writes has no pages' : undefined);
    const deletesWithoutAsking = confirm === undefined && /^\s*delete\b/i.test(query.statement);
    report.warn(
      path,
      deletesWithoutAsking ? 'deletes rows without asking; set "confirm"' : undefined,
    );
    return;
  }
  report.error(path, query.then === undefined ? undefined : 'has "then" after one that reads');
  report.error(path, query.key && 'has "key", and a statement that reads changes no row');
  report.error(
    path,
    form === 'one'
      ? undefined
      : query.noMatch && 'has "noMatch", and a list without rows is no error',
  );
  if (form === 'page') checkPage(query, inputSchema, outputSchema, at, report);
  const isCut = form === 'list' && LIMITED_STATEMENT.test(query.statement);
  report.warn(
    path,
    isCut
      ? 'ends the list at "limit" without a word about further rows; remove "limit" from the statement, and add the optional boolean "truncated" to "outputSchema"'
      : undefined,
  );
}

/** A statement that itself limits its rows to the number of an argument. */
const LIMITED_STATEMENT = /\blimit\s+:\w+\s*;?\s*$/i;

function checkPage(
  { by }: QuerySpec,
  input: ObjectSchema,
  output: ObjectSchema | undefined,
  at: SpecPath,
  report: SpecReport,
): void {
  const { limit, cursor } = input.properties ?? {};
  const isLimited =
    isObject(limit) &&
    limit.type === 'integer' &&
    (limit.default !== undefined || (input.required ?? []).includes('limit'));
  const inputPath = [...at, 'inputSchema'];
  report.error(
    inputPath,
    isLimited ? undefined : 'needs the integer "limit", required or with a default, for pages',
  );
  if (by === undefined) return; // Without `by`, the tool returns only the first rows.
  const isCursor = isObject(cursor) && cursor.type === 'string';
  report.error(inputPath, isCursor ? undefined : 'needs the optional string "cursor" for pages');
  const hasPages = output && listPropertyOf(output) !== undefined && output.properties?.next_cursor;
  report.error(
    [...at, 'outputSchema'],
    hasPages ? undefined : 'needs an array and the optional string "next_cursor" for pages',
  );
}
