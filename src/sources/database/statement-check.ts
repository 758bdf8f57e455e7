import { explain } from '../../database/explain.js';
import { parseStatement } from '../../kinds/sql/statement.js';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { statementRefused } from '../../model/errors/database.js';
import type { Verify } from '../../spec/check/items.js';
import { configuredTarget, type ReadProject } from './target.js';

interface Queried {
  query?: string | { statement?: string; then?: string };
}

/** Has the database of a provider check statements, until it cannot check one. */
export function statementCheck(
  context: CommandContext,
  project: ReadProject,
  provider: string,
): Verify {
  let unchecked: string | undefined;
  return async ({ query }: Queried) => {
    const texts = typeof query === 'object' ? [query.statement, query.then] : [query];
    for (const text of texts) {
      if (text === undefined || unchecked !== undefined) continue;
      try {
        const target = await configuredTarget(context, project, provider);
        const statement = parseStatement(text, target.dialect);
        if ('fault' in statement) throw statementRefused(text, statement.fault);
        await explain(target, statement, context.signal);
      } catch (error) {
        if (!(error instanceof CliError) || error.code === 'database/statement') throw error;
        unchecked = error.message;
      }
    }
    return unchecked;
  };
}
