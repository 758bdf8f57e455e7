import { checkStatement } from '../../database/check-statement.js';
import { parseStatement } from '../../kinds/sql/statement.js';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { statementRefused } from '../../model/errors/database.js';
import type { VerifyPart } from '../../spec/check/items.js';
import { configuredTarget, type LoadedProject } from './target.js';

interface ToolWithQuery {
  query?: string | { statement?: string; then?: string };
}

/**
 * Lets the database of a provider check statements. After the first failed connection, the
 * remaining ones are not checked.
 */
export function statementCheck(
  context: CommandContext,
  project: LoadedProject,
  provider: string,
): VerifyPart {
  let uncheckedReason: string | undefined;
  return async ({ query }: ToolWithQuery) => {
    const texts = typeof query === 'object' ? [query.statement, query.then] : [query];
    for (const text of texts) {
      if (text === undefined || uncheckedReason !== undefined) continue;
      try {
        const target = await configuredTarget(context, project, provider);
        const statement = parseStatement(text, target.dialect);
        if ('fault' in statement) throw statementRefused(text, statement.fault);
        await checkStatement(target, statement, context.signal);
      } catch (error) {
        if (!(error instanceof CliError) || error.code === 'database/statement') throw error;
        uncheckedReason = error.message;
      }
    }
    return uncheckedReason;
  };
}
