import { withFullStop } from '../model/names.js';
import type { Dialect, ProposedTool, Routine, Scope } from './model.js';
import { argumentNames, oneLine, quoteIdentifier, toolWords } from './names.js';
import { object, type Property } from './subject.js';
import { inputOf, isFlag } from './types.js';

/** A tool that calls a function: by a statement that reads, so the database refuses to change rows. */
export function routineTool(
  { path, comment, takes = [], isSet = false }: Routine,
  dialect: Dialect,
  { userColumn }: Scope,
): Pick<ProposedTool, 'name' | 'description' | 'inputSchema'> & { query: string } {
  const label = path.at(-1) ?? '';
  const names = argumentNames(takes);
  const own = takes.filter(({ name }) => name !== userColumn);
  const values = takes.map(({ name }) =>
    name === userColumn ? ':principal.user_id' : `:${names.get(name) ?? name}`,
  );
  const called = `${path.map((part) => quoteIdentifier(part, dialect)).join('.')}(${values.join(', ')})`;
  const about = oneLine(comment);
  return {
    name: toolWords(label),
    description: about === '' ? `Call the function ${oneLine(label, 60)}.` : withFullStop(about),
    inputSchema: object(
      own.map(({ name, type }): Property => {
        const comment = `Parameter ${oneLine(name, 60)} of the function.`;
        const value = { name, type, nullable: false, comment };
        const schema = inputOf(value, dialect);
        // Options state one type.
        const usual = isFlag(value, dialect) ? { ...schema, type: 'boolean' as const } : schema;
        return [names.get(name) ?? name, usual, true];
      }),
    ),
    query: isSet
      ? `select * from ${called}`
      : `select ${called} as ${quoteIdentifier(toolWords(label), dialect)}`,
  };
}
