import { CALLER_NAME } from '../../../runtime/src/sql/caller.js';
import { compile, type CompiledStatement, type Dialect } from '../../../runtime/src/sql/compile.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import type { WithBinding } from '../../model/kind.js';
import { pageProperties } from '../../model/spec.js';
import type { QuerySpec, RowQuery, SqlResource, SqlTool } from './spec.js';

/** If the database URL is unknown, a statement of any of these dialects is accepted. */
const DIALECTS: readonly Dialect[] = ['postgres', 'mysql', 'sqlite'];

type ParsedStatement = CompiledStatement | { fault: string };

/** Parses a statement of this dialect. `fault` is a sentence about a syntax error. */
export function parseStatement(text: string, dialect?: Dialect): ParsedStatement {
  const results = (dialect ? [dialect] : DIALECTS).map((candidate): ParsedStatement => {
    try {
      return compile(text, candidate);
    } catch (error) {
      const { message } = error as Error;
      return { fault: message.replace(/: [^]*$/, '') };
    }
  });
  return results.find((result) => !('fault' in result)) ?? results[0] ?? { fault: '' };
}

/** Returns the names of the arguments that a statement uses. */
export const statementArguments = (text: string, dialect?: Dialect): string[] => {
  const statement = parseStatement(text, dialect);
  if ('fault' in statement) return [];
  return [...new Set(statement.binds.map(({ name }) => name))].filter(
    (name) => name !== CALLER_NAME,
  );
};

/** Returns the query as an object; a spec may state it as a string. */
export function querySpec(tool: WithBinding<SqlTool, 'query'>): QuerySpec;
export function querySpec(tool: Pick<SqlTool, 'query'>): QuerySpec | undefined;
export function querySpec({ query }: Pick<SqlTool, 'query'>): QuerySpec | undefined {
  return typeof query === 'string' ? { statement: query } : query;
}

/** Returns the query of a resource as an object; undefined if its content is constant. */
export function rowQuery({ query }: Pick<SqlResource, 'query'>): RowQuery | undefined {
  if (typeof query === 'object') return 'statement' in query ? query : undefined;
  return query === undefined ? undefined : { statement: query };
}

type QueryForm = 'one' | 'list' | 'page' | 'change';

/** Returns how a query is executed, which depends on whether it reads and on what the tool returns. */
export function queryForm(
  { statement, by }: QuerySpec,
  output: ObjectSchema | undefined,
): QueryForm {
  const parsedStatement = parseStatement(statement);
  if (!('fault' in parsedStatement) && !parsedStatement.reads) return 'change';
  if (by || output?.properties?.truncated !== undefined) return 'page';
  return output === undefined || listPropertyOf(output) !== undefined ? 'list' : 'one';
}

/** Returns the only list property of a result whose other properties describe the page; otherwise undefined. */
export function listPropertyOf({ properties = {} }: ObjectSchema): string | undefined {
  const [list, ...otherLists] = Object.entries(properties).filter(
    ([name]) => !pageProperties.includes(name),
  );
  return list && otherLists.length === 0 && isObject(list[1]) && list[1].type === 'array'
    ? list[0]
    : undefined;
}
