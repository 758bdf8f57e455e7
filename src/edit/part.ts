import { basename, dirname } from 'node:path/posix';
import type { Node, ObjectProperty } from '@babel/types';
import { camelCase, kebabCase, snakeCase } from '../model/names.js';
import type { NamedModule } from './specifier.js';
import { moduleNamed, relativeSpecifier, specifierLike } from './specifier.js';
import type { Syntax } from './syntax.js';
import { sourceOf, textOf } from './syntax.js';

/** A module that registers a tool, a resource or a prompt when it is loaded. */
export interface Part {
  /** From the project's root, without extension. */
  path: string;
  /** What it exports. */
  constant: string;
}

/** The file that loads parts of a provider, and the parts that it names already. */
export interface Registrar {
  /** From the project's root. */
  file: string;
  siblings: readonly NamedModule[];
  /** Modules that it has just been told about. */
  added?: readonly string[];
}

/** A statement or a call that names a part. */
export interface Mention<N extends Node = Node> {
  module: NamedModule;
  node: N;
  /** The specifier in its quotes. */
  literal: string;
}

/** Where a file names parts: in imports, in exports from elsewhere, in `import('…')` and `require('…')`. */
export function mentionsIn(tree: Syntax, { file, siblings, added = [] }: Registrar): Mention[] {
  const known = new Map(siblings.map((sibling) => [sibling.specifier, sibling]));
  const moduleOf = (specifier: string): NamedModule | undefined => {
    const path = specifier.startsWith('.') ? moduleNamed(file, specifier) : '';
    return known.get(specifier) ?? (added.includes(path) ? { specifier, path } : undefined);
  };
  return tree.nodes.flatMap((node) => {
    const literal = sourceOf(node) ?? loadedBy(node);
    const module = literal?.type === 'StringLiteral' ? moduleOf(literal.value) : undefined;
    return literal && module && !isTypeOnly(node)
      ? [{ module, node, literal: textOf(tree, literal) }]
      : [];
  });
}

/** What `import()` and `require()` are given. */
function loadedBy(node: Node): Node | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const {
    callee,
    arguments: [first],
  } = node;
  const loads =
    callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
  return loads ? first : undefined;
}

const isTypeOnly = (node: Node) =>
  (node.type === 'ImportDeclaration' && node.importKind === 'type') ||
  ((node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration') &&
    node.exportKind === 'type');

/** Those of one type of node. */
export const ofType = <T extends Node['type']>(
  mentions: readonly Mention[],
  type: T,
): Mention<Extract<Node, { type: T }>>[] =>
  mentions.filter(
    (mention): mention is Mention<Extract<Node, { type: T }>> => mention.node.type === type,
  );

/** Those in the folder of the new part, where there are some. */
export function nearest<M extends Mention>(mentions: readonly M[], { path }: Part): readonly M[] {
  const near = mentions.filter(({ module }) => dirname(module.path) === dirname(path));
  return near.length > 0 ? near : mentions;
}

/** The specifier of the new part beside that of another, in the quotes of that one. */
export function literalLike(
  { file }: Registrar,
  { path }: Part,
  { module, literal }: Mention,
): string {
  const quote = literal.charAt(0);
  const specifier = specifierLike(file, path, module) ?? `${relativeSpecifier(file, path)}.js`;
  return quote + specifier + quote;
}

/** As it is written, with the brackets of a computed one. */
export const keyOf = (tree: Syntax, { key, computed }: ObjectProperty): string =>
  computed ? `[${textOf(tree, key)}]` : textOf(tree, key);

/** The key of the new part in an object where others have keys made from their files' names; undefined where they have not. */
export function keyLike(
  { path }: Part,
  others: readonly { key: string; module: NamedModule }[],
): string | undefined {
  const form = [camelCase, snakeCase, kebabCase].find((each) =>
    others.every(({ key, module }) => each(basename(module.path)) === partsOf(key).name),
  );
  if (!form) return undefined;
  const key = form(basename(path));
  const quoted = others.map((other) => partsOf(other.key)).find(({ open }) => open !== '');
  if (!quoted && /^[A-Za-z_$][\w$]*$/.test(key)) return key;
  const { open, close } = quoted ?? { open: "'", close: "'" };
  return open + key + close;
}

/** A key without its quotes, and the brackets of `['key']`. */
function partsOf(key: string): { open: string; name: string; close: string } {
  const [, open = '', name = key, close = ''] = /^(\[?['"])(.*)(['"]\]?)$/.exec(key) ?? [];
  return { open, name, close };
}
