import { camelCase, RESERVED_WORDS } from '../../model/names.js';
import { piecesOf } from '../../model/placeholders.js';
import { args, type Code, object, objectOnLines, type Pair, pair } from './code.js';
import { printCode } from './layout.js';
import { propertyKey, str } from './text-literal.js';

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

type Imports = Readonly<Record<string, readonly string[]>>;

/** `import { a, b } from 'module';`, a line for each module: packages come first. */
export function importLines(...all: readonly Imports[]): string[] {
  const modules = new Map<string, Set<string>>();
  for (const [module, names] of all.flatMap((each) => Object.entries(each)))
    modules.set(module, new Set([...(modules.get(module) ?? []), ...names]));
  const isOwn = (module: string) => module.startsWith('.');
  return [...modules]
    .filter(([, names]) => names.size > 0)
    .toSorted(([one], [other]) =>
      isOwn(one) === isOwn(other) ? (one < other ? -1 : 1) : isOwn(one) ? 1 : -1,
    )
    .map(([module, names]) => importSource([...names].toSorted(), module));
}

export function importSource(names: readonly string[], module: string): string {
  const [first = ''] = names;
  const imported = first.startsWith('* as ') ? first : object(names);
  return printCode(['import ', imported, ` from '${module}';`], '', 0);
}

/** What a tool runs or a resource reads: a value, or a function of parameters. */
export type Run =
  | { value: Code }
  | { parameters: readonly Code[]; isAsync?: boolean; returns: Code }
  | { parameters: readonly Code[]; isAsync?: boolean; statements: readonly Code[] };

/** `run: (parameters) => value,` or a method with statements, one a line. */
export function memberSource(name: 'run' | 'read', run: Run): string {
  if ('value' in run) return `  ${printCode(pair(name, run.value), '  ')},`;
  const { parameters, isAsync = false } = run;
  const before = isAsync ? 'async ' : '';
  if ('statements' in run) {
    const head = printCode([`${before}${name}`, args(parameters), ' {'], '  ', 0);
    const body = run.statements.map((statement) => `    ${printCode(statement, '    ', 0)}`);
    return [`  ${head}`, ...body, '  },'].join('\n');
  }
  const head: Code = [`${name}: ${before}`, args(parameters), ' =>'];
  const { returns } = run;
  const isObject = typeof returns === 'object' && 'items' in returns && returns.open === '{';
  const value: Code = isObject
    ? [...head, ' ', { ...returns, open: '({', close: '})' }]
    : { left: head, right: returns, below: true };
  return `  ${printCode(value, '  ')},`;
}

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
      variable = `${name}Argument${n > 1 ? n : ''}`;
    }
    used.add(variable);
    variables.set(argument, variable);
  }
  return variables;
}
