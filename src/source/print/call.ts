import { piecesOf } from '../../model/placeholders.js';
import type { Doc, Kept } from './layout.js';
import { group, ifBroken, indent, join, line, render, settle, softline } from './layout.js';
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

/** `name: value`, or `name` alone. */
export const property = (name: string, value: string): string =>
  propertyKey(name) === value ? value : `${propertyKey(name)}: ${value}`;

export function objectDoc(entries: readonly Doc[], trailingComma = true): Doc {
  const comma = trailingComma ? ifBroken(',') : '';
  return group(['{', indent([line, join([',', line], entries)]), comma, line, '}']);
}

/** `import { a, b } from 'module';`, with the names in order. */
export const importSource = (keyword: string, names: readonly string[], module: string): string =>
  render([`${keyword} `, objectDoc(names.toSorted()), ` from '${module}';`], '', 0).text;

export function callDoc(callee: string, values: readonly Doc[]): Doc {
  return group([
    callee,
    '(',
    indent([softline, join([',', line], values)]),
    ifBroken(','),
    softline,
    ')',
  ]);
}

/**
 * The function behind a tool, one statement a line.
 * @param types of its arguments and its result
 */
export function callSource(
  name: string,
  types: readonly Doc[],
  parameters: readonly Doc[],
  statements: readonly ((kept: Kept) => Doc)[],
): string {
  const type = group(['Call<', indent([softline, join([',', line], types)]), softline, '>']);
  const list = group([
    '(',
    indent([softline, join([',', line], parameters)]),
    ifBroken(','),
    softline,
    ')',
  ]);
  const signature = [`export const ${name}: `, type, ' = async ', list, ' => {'];
  const body = statements.map((statement) => `  ${settle(statement, '  ', 0)}`);
  return [render(signature, '', 0).text, ...body, '};', ''].join('\n');
}
