import type { JsonSchemaObject } from '../../model/json-schema.js';
import { camelCase, words } from '../../model/names.js';
import { documentShape } from '../shape/document-shape.js';
import { printed } from './layout.js';
import type { Io } from '../shape/shape.js';
import { type Helper, type Names, definitionCode, rootCode } from './zod-expression.js';

export interface ZodSource {
  /** The expression; its first line continues the prefix. */
  code: string;
  /** Statements that have to stand before it, each on a line of its own; empty but for schemas that contain themselves. */
  declarations: string;
  /** What has to be imported from the runtime besides `* as z`, sorted. */
  helpers: readonly Helper[];
}

export interface ZodOptions {
  io: Io;
  /** What stands on the first line already, such as `  input: `; its leading spaces are the indentation. */
  prefix?: string;
  /** Properties of the root whose default is filled in; the others only tell it. */
  filled?: readonly string[];
  /** Names that the file declares or imports for something else. */
  taken?: readonly string[];
}

/**
 * Zod source that states in `tools/list` what a schema states. The schema must be free of `schemaProblems`.
 */
export function zodSource(
  schema: JsonSchemaObject,
  { io, prefix = '', filled = [], taken = [] }: ZodOptions,
): ZodSource {
  const { root, definitions } = documentShape(schema, io, filled);
  // `comment` becomes `commentInput`: arguments and results are parsed differently and may stand in one file.
  const nameOf = definitionNames(
    definitions.keys(),
    (name) => camelCase(`${words(name).length > 0 ? name : 'part'} ${io}`),
    taken,
  );
  const helpers = new Set<Helper>();
  const names: Names = {
    definition: nameOf,
    use: (helper) => helpers.add(helper),
  };
  const statements = Array.from(definitions, ([name, shape]) => {
    const start = `const ${nameOf(name)} = `;
    return `${start}${printed(definitionCode(name, shape, names), start)};`;
  });
  const code = printed(rootCode(root, names), prefix);
  return { code, declarations: statements.join('\n\n'), helpers: [...helpers].sort() };
}

/**
 * A name in code for each definition, numbered where two would become the same.
 * @param others names that the file declares or imports for something else
 */
function definitionNames(
  definitions: Iterable<string>,
  wanted: (definition: string) => string,
  others: readonly string[] = [],
): (definition: string) => string {
  const names = new Map<string, string>();
  const taken = new Set(others);
  for (const definition of definitions) {
    let name = wanted(definition);
    for (let number = 2; taken.has(name); number++) name = `${wanted(definition)}${number}`;
    taken.add(name);
    names.set(definition, name);
  }
  return (definition) => names.get(definition) ?? wanted(definition);
}
