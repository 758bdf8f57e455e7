import { piecesOf } from '../../model/placeholders.js';
import { args, array, type Code, objectOnLines, object, type Pair, pair } from './code.js';
import { printCode } from './layout.js';
import { propertyKey, str } from './text-literal.js';
import { camelCase, RESERVED_WORDS } from '../../model/names.js';

/** A path with its values encoded (RFC 3986 section 3.3), or a plain string where it has none. */
export function pathSource(path: string, variables: ReadonlyMap<string, string>): string {
  const pieces = piecesOf(path);
  if (pieces.length === 1) return str(path);
  const literal = pieces
    .map((piece, index) =>
      index % 2 === 1 ? `\${${variables.get(piece) ?? ''}}` : piece.replace(/[`\\$]/g, '\\$&'),
    )
    .join('');
  return `path\`${literal}\``;
}

/** `name: variable`, or `name` alone, in the pattern of a parameter. */
export const destructuringProperty = (name: string, variable: string): string =>
  propertyKey(name) === variable ? variable : `${propertyKey(name)}: ${variable}`;

/** `import { a, b } from 'module';`, with the names in order. */
export const importSource = (keyword: string, names: readonly string[], module: string): string =>
  printCode([`${keyword} `, object(names.toSorted()), ` from '${module}';`], '', 0);

/** The schemas of a tool as the module of its call has them: their types, and the import from the tool's `file`. */
export function schemasOf({ outputSchema }: { outputSchema?: object }, file: string) {
  const names = ['input', ...(outputSchema ? ['output'] : [])];
  return {
    types: names.map((name) => `typeof ${name}`),
    imported: `import type { ${names.join(', ')} } from '../tools/${file}.js';`,
  };
}

/**
 * The function behind a tool, one statement a line.
 * @param types of its arguments and its result
 */
export function callSource(
  name: string,
  types: readonly string[],
  parameters: readonly Code[],
  statements: readonly Code[],
): string {
  const type = { ...array(types), open: 'Call<', close: '>' };
  const signature = [`export const ${name}: `, type, ' = async ', args(parameters), ' => {'];
  const body = statements.map((statement) => `  ${printCode(statement, '  ', 0)}`);
  return [printCode(signature, '', 0), ...body, '};', ''].join('\n');
}

/** The function behind a resource: it returns one expression. */
export const readerSource = (reader: string, parameters: readonly Code[], value: Code): string =>
  printCode(
    {
      left: [`export const ${reader}: ResourceDefinition['read'] = `, args(parameters), ' =>'],
      right: [value, ';'],
      below: true,
    },
    '',
    0,
  );

/**
 * `export const constant = registrar({ … });`, one entry a line.
 * @param lastMember source of a method that closes the list
 */
export function declaration(
  constant: string,
  registrar: string,
  entries: readonly Code[],
  lastMember = '',
): string {
  const start = `export const ${constant} = ${registrar}(`;
  const object = printCode(objectOnLines(entries), start);
  return `${start}${object.slice(0, -'}'.length)}${lastMember}});\n`;
}

/** Entries for the texts that are there. */
export const textEntries = (texts: Record<string, string | undefined>): Pair[] =>
  Object.entries(texts).flatMap(([key, text]) => (text === undefined ? [] : pair(key, str(text))));

/** Variables for single arguments, by argument; no two share one, and none is one of `taken`. */
export function variablesFor(
  argumentNames: readonly string[],
  taken: readonly string[] = [],
): Map<string, string> {
  const variables = new Map<string, string>();
  const used = new Set(taken);
  for (const argument of argumentNames) {
    const name = /^[A-Za-z_$][\w$]*$/.test(argument) ? argument : camelCase(argument) || 'value';
    let variable = name;
    for (let n = 1; used.has(variable) || RESERVED_WORDS.has(variable); n++) {
      variable = `${name}Value${n > 1 ? n : ''}`;
    }
    used.add(variable);
    variables.set(argument, variable);
  }
  return variables;
}
