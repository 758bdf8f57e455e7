import { dirname, join } from 'node:path/posix';
import type { Node, StringLiteral } from '@babel/types';
import { relativeSpecifier } from '../../edit/specifier.js';
import { parseModule, sourceOf, spanOf } from '../../edit/syntax.js';

/** The folder of a project that has the runtime's sources. */
export const CORE = 'src/core';

/** Modules that a text imports, in any form: `import`, `export … from`, `import()`, `vi.mock()`. */
export const modulesIn = (text: string): string[] => specifiersIn(text).map(({ value }) => value);

/**
 * Replaces modules of the runtime by files of `src/core`; everything else stays, byte for byte.
 * @param file path of the text from the project's root
 * @param entries paths below `src/core`, by module
 */
export function importsRewritten(
  file: string,
  text: string,
  entries: ReadonlyMap<string, string>,
): string {
  let rewritten = text;
  for (const node of specifiersIn(text).toReversed()) {
    const entry = entries.get(node.value);
    if (entry === undefined) continue;
    const specifier = relativeSpecifier(file, `${CORE}/${entry.replace(/\.ts$/, '.js')}`);
    const { start, end } = spanOf(node);
    rewritten = rewritten.slice(0, start + 1) + specifier + rewritten.slice(end - 1);
  }
  return rewritten;
}

/** Files of `src/core` that a text imports, as paths below it. */
export const coreFilesIn = (file: string, text: string): string[] =>
  modulesIn(text)
    .filter((module) => module.startsWith('.'))
    .map((module) => join(dirname(file), module).replace(/\.js$/, '.ts'))
    .filter((path) => path.startsWith(`${CORE}/`))
    .map((path) => path.slice(CORE.length + 1));

/** In the order of the text. */
function specifiersIn(text: string): StringLiteral[] {
  const { nodes } = parseModule(text);
  return nodes.flatMap((node) => sourceOf(node) ?? argumentOf(node) ?? []);
}

/** Functions that take the name of a module, beside `import()`. */
const LOADERS = /^(require|mock|doMock|unmock|importActual|importMock)$/;

function argumentOf(node: Node): StringLiteral | undefined {
  if (node.type === 'TSImportType') {
    const { argument } = node as { argument: Node };
    const literal = argument.type === 'TSLiteralType' ? argument.literal : argument;
    return literal.type === 'StringLiteral' ? literal : undefined;
  }
  if (node.type !== 'CallExpression' && node.type !== 'ImportExpression') return undefined;
  const argument = node.type === 'CallExpression' ? node.arguments[0] : node.source;
  const loads = node.type === 'ImportExpression' || LOADERS.test(nameOf(node.callee));
  return loads && argument?.type === 'StringLiteral' ? argument : undefined;
}

function nameOf(callee: Node): string {
  if (callee.type === 'Import') return 'require'; // `import()`, as the parser may call it
  if (callee.type === 'Identifier') return callee.name;
  const isMember = callee.type === 'MemberExpression' && callee.property.type === 'Identifier';
  return isMember ? (callee.property as { name: string }).name : '';
}
