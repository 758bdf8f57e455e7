import { USER } from '../../../runtime/src/sql/caller.js';
import { compile, type Compiled, type Dialect } from '../../../runtime/src/sql/compile.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { Bound } from '../../model/kind.js';
import { aboutThePage } from '../../model/spec.js';
import type { QuerySpec, SqlTool } from './spec.js';

/** Without the URL of a database, a statement of any of them is accepted. */
const DIALECTS: readonly Dialect[] = ['postgres', 'mysql', 'sqlite'];

export type Parsed = Compiled | { fault: string };

/** A statement of this dialect, or what is wrong with it, as a sentence. */
export function parseStatement(text: string, dialect?: Dialect): Parsed {
  const results = (dialect ? [dialect] : DIALECTS).map((each): Parsed => {
    try {
      return compile(text, each);
    } catch (error) {
      const { message } = error as Error;
      return { fault: message.replace(/: [^]*$/, '') };
    }
  });
  return results.find((result) => !('fault' in result)) ?? results[0] ?? { fault: '' };
}

/** The arguments that a statement uses. */
export const argumentsOf = (text: string, dialect?: Dialect): string[] => {
  const parsed = parseStatement(text, dialect);
  if ('fault' in parsed) return [];
  return [...new Set(parsed.binds.map(({ name }) => name))].filter((name) => name !== USER);
};

/** The long form of a query. */
export function queryOf(tool: Bound<SqlTool, 'query'>): QuerySpec;
export function queryOf(tool: Pick<SqlTool, 'query'>): QuerySpec | undefined;
export function queryOf({ query }: Pick<SqlTool, 'query'>): QuerySpec | undefined {
  return typeof query === 'string' ? { statement: query } : query;
}

export type Form = 'one' | 'list' | 'page' | 'change';

/** How a query is executed: by whether it reads, and by what the tool returns. */
export function formOf({ statement, by }: QuerySpec, output: ObjectSchema | undefined): Form {
  const parsed = parseStatement(statement);
  if (!('fault' in parsed) && !parsed.reads) return 'change';
  if (by || output?.properties?.truncated !== undefined) return 'page';
  return output === undefined || listOf(output) !== undefined ? 'list' : 'one';
}

/** The only property of a result that is a list, where it has no others but those of pages. */
export function listOf({ properties = {} }: ObjectSchema): string | undefined {
  const [list, ...others] = Object.entries(properties).filter(
    ([name]) => !aboutThePage.includes(name),
  );
  return list && others.length === 0 && isRecord(list[1]) && list[1].type === 'array'
    ? list[0]
    : undefined;
}
