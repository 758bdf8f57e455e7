import { camelCase, RESERVED_WORDS } from '../../model/names.js';
import { splitPlaceholders } from '../../model/text/placeholders.js';
import { args, type Code, type CodePair, object, objectOnLines, pair } from './code.js';
import { printCode } from './layout.js';
import { propertyKey, str } from './text-literal.js';

/** Returns the source of a path with its values encoded (RFC 3986 section 3.3), or a plain string if it has none. */
export function pathSource(path: string, variables: ReadonlyMap<string, string>): string {
  const pieces = splitPlaceholders(path);
  if (pieces.length === 1) return str(path);
  const literal = pieces
    .map((piece, index) =>
      index % 2 === 1 ? `\${${variables.get(piece) ?? ''}}` : piece.replace(/[`\\$]/g, '\\$&'),
    )
    .join('');
  return `path\`${literal}\``;
}

/** Returns the property in the pattern of a parameter: `name: variable`, or `name` alone. */
export const destructuringProperty = (name: string, variable: string): string =>
  propertyKey(name) === variable ? variable : `${propertyKey(name)}: ${variable}`;

type ImportTable = Readonly<Record<string, readonly string[]>>;

/** Imports such as `import { a, b } from 'module';`, one line per module, packages first. */
export function importLines(...importTables: readonly ImportTable[]): string[] {
  const modules = new Map<string, Set<string>>();
  for (const [module, names] of importTables.flatMap((table) => Object.entries(table)))
    modules.set(module, new Set([...(modules.get(module) ?? []), ...names]));
  const isOwn = (module: string) => module.startsWith('.');
  return [...modules]
    .filter(([, names]) => names.size > 0)
    .toSorted(([left], [right]) =>
      isOwn(left) === isOwn(right) ? (left < right ? -1 : 1) : isOwn(left) ? 1 : -1,
    )
    .map(([module, names]) => importSource([...names].toSorted(), module));
}

export function importSource(names: readonly string[], module: string): string {
  const [first = ''] = names;
  if (module.endsWith('.json')) return `import ${first} from '${module}' with { type: 'json' };`;
  const importClause = first.startsWith('* as ') ? first : object(names);
  return printCode(['import ', importClause, ` from '${module}';`], '', 0);
}

/** Code that a tool runs or a resource reads: a value, or a function with parameters. */
type RunSource =
  | { value: Code }
  | { parameters: readonly Code[]; isAsync?: boolean; returns: Code }
  | { parameters: readonly Code[]; isAsync?: boolean; statements: readonly Code[] };

/** Returns the source of `run: (parameters) => value,` or of a method with one statement per line. */
export function memberSource(name: 'run' | 'read', run: RunSource): string {
  if ('value' in run) return `  ${printCode(pair(name, run.value), '  ')},`;
  const { parameters, isAsync = false } = run;
  const modifier = isAsync ? 'async ' : '';
  if ('statements' in run) {
    const head = printCode([`${modifier}${name}`, args(parameters), ' {'], '  ', 0);
    const body = run.statements.map((statement) => `    ${printCode(statement, '    ', 0)}`);
    return [`  ${head}`, ...body, '  },'].join('\n');
  }
  const head: Code = [`${name}: ${modifier}`, args(parameters), ' =>'];
  const { returns } = run;
  const isObject = typeof returns === 'object' && 'items' in returns && returns.open === '{';
  const value: Code = isObject
    ? [...head, ' ', { ...returns, open: '({', close: '})' }]
    : { left: head, right: returns, below: true };
  return `  ${printCode(value, '  ')},`;
}

/**
 * Returns the source of `export const constant = registrar({ … });` with one entry per line.
 * @param lastMember source of a method that ends the list
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

/** Returns entries for the texts that are present. */
export const textEntries = (texts: Record<string, string | undefined>): CodePair[] =>
  Object.entries(texts).flatMap(([key, text]) => (text === undefined ? [] : pair(key, str(text))));

/** Returns unique variables for single arguments, none of which is one of `takenNames`. */
export function variablesFor(
  argumentNames: readonly string[],
  takenNames: readonly string[] = [],
): Map<string, string> {
  const variables = new Map<string, string>();
  const usedNames = new Set(takenNames);
  for (const argument of argumentNames) {
    const name = /^[A-Za-z_$][\w$]*$/.test(argument) ? argument : camelCase(argument) || 'value';
    let variable = name;
    for (let n = 1; usedNames.has(variable) || RESERVED_WORDS.has(variable); n++) {
      variable = `${name}Argument${n > 1 ? n : ''}`;
    }
    usedNames.add(variable);
    variables.set(argument, variable);
  }
  return variables;
}
