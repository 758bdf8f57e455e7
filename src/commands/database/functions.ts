import { kinds } from '../../kinds/register.gen.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Catalogue, Scope } from '../../database/model.js';
import { routineTool, type Routine } from '../../database/routine.js';
import { checkAdditions } from '../../spec/check.js';
import { bareValue } from '../../spec/source.js';
import { toolsToFlags } from '../../spec/to-flags.js';
import { shellWords } from '../../model/shell-words.js';
import type { OfferedFunction } from './report.js';

/** The functions of a database, with the commands that add tools for them: people know what a function does. */
export const offeredFunctions = (
  { functions, dialect }: Catalogue,
  scope: Scope,
  provider: string,
): OfferedFunction[] =>
  functions.map((routine) => {
    const name = routine.path.join('.');
    const flags = routine.takes && flagsOf(routine, dialect, scope, provider);
    if (!flags) return { name };
    const words = ['npx', 'mcp-provider', 'add-tool', '--provider', provider, ...flags];
    return { name, command: shellWords(words) };
  });

/** Undefined where flags cannot state the tool. */
function flagsOf(
  routine: Routine,
  dialect: Catalogue['dialect'],
  scope: Scope,
  name: string,
): string[] | undefined {
  try {
    const tool = routineTool(routine, dialect, scope);
    const { tools } = checkAdditions({ tools: [tool] }, { name, kind: kinds.sql }, bareValue).spec;
    return toolsToFlags(tools, kinds.sql);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}
