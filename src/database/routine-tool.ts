import { withFullStop } from '../model/names.js';
import { argumentNames, commentLine, nameInTool, quoteIdentifier } from './identifiers.js';
import type { Dialect, ProposedTool, Routine, TableScope } from './model.js';
import { type ObjectProperty, objectSchema } from './served-table.js';
import { argumentSchema, isFlag } from './types.js';

/** Returns a tool that calls a function in a reading statement, so that the database refuses to change rows. */
export function routineTool(
  { path, comment, takes = [], isSet = false }: Routine,
  dialect: Dialect,
  { userColumn }: TableScope,
): Pick<ProposedTool, 'name' | 'description' | 'inputSchema'> & { query: string } {
  const label = path.at(-1) ?? '';
  const names = argumentNames(takes);
  const ownParameters = takes.filter(({ name }) => name !== userColumn);
  const values = takes.map(({ name }) =>
    name === userColumn ? ':principal.user_id' : `:${names.get(name) ?? name}`,
  );
  const callText = `${path.map((part) => quoteIdentifier(part, dialect)).join('.')}(${values.join(', ')})`;
  const description = commentLine(comment);
  return {
    name: nameInTool(label),
    description:
      description === ''
        ? `Call the function ${commentLine(label, 60)}.`
        : withFullStop(description),
    inputSchema: objectSchema(
      ownParameters.map(({ name, type }): ObjectProperty => {
        const comment = `Parameter ${commentLine(name, 60)} of the function.`;
        const value = { name, type, nullable: false, comment };
        const schema = argumentSchema(value, dialect);
        // An option states a single type.
        const typedSchema = isFlag(value, dialect)
          ? { ...schema, type: 'boolean' as const }
          : schema;
        return [names.get(name) ?? name, typedSchema, true];
      }),
    ),
    query: isSet
      ? `select * from ${callText}`
      : `select ${callText} as ${quoteIdentifier(nameInTool(label), dialect)}`,
  };
}
