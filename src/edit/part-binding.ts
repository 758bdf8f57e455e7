import { dirname } from 'node:path/posix';
import type { ImportDeclaration, Node } from '@babel/types';
import { isClosed } from './closed-type.js';
import type { List } from './list.js';
import { insertItem, listOf } from './list.js';
import { placeAmong } from './order.js';
import type { Mention, Part, Registrar } from './part.js';
import { keyLike, keyOf } from './part.js';
import { addStatement } from './part-statement.js';
import type { NamedModule } from './specifier.js';
import type { Syntax } from './syntax.js';
import { spanOf, textOf } from './syntax.js';

interface Use {
  module: NamedModule;
  /** An array, an object or `export { … }`. */
  container: Node;
  /** Of the property, where it has one of its own. */
  key: string | undefined;
}

/**
 * Imports the part by its name and puts it into the one list or object that holds what all other imports bring. Where
 * they all bring something else than what is in the part's folder, it is only imported: that registers it.
 */
export function addBinding(
  tree: Syntax,
  imports: readonly Mention<ImportDeclaration>[],
  part: Part,
  registrar: Registrar,
): string | undefined {
  const { text } = tree;
  const folder = dirname(part.path);
  if (!imports.some(({ module }) => module.path.startsWith(`${folder}/`))) {
    return addStatement(text, imports, part, registrar, (literal) => `import ${literal}`);
  }
  const uses = usesOf(tree, imports);
  const [container, another] = new Set(uses.map((use) => use.container));
  const listed = new Set(uses.map(({ module }) => module));
  if (!container || another || isTaken(tree, part.constant)) return undefined;
  if (isClosed(tree, container)) return undefined;
  if (imports.some(({ module }) => !listed.has(module))) return undefined;
  const item = itemFor(part, uses);
  const list = bracketsOf(tree, container);
  const lastImport = Math.max(...imports.map(({ node }) => spanOf(node).end));
  if (item === undefined || !list || list.start < lastImport) return undefined;
  const keys = list.items.map(({ start, end }) => text.slice(start, end));
  const isPlain = keys.every((key) => /^[\w$'":\s]+$/.test(key));
  // Below the imports first: that leaves their places as they are.
  const withItem = insertItem(text, list, item, {
    index: isPlain ? placeAmong(keys, item) : keys.length,
  });
  const isTight = imports.every(({ node }) => /\{\S/.test(textOf(tree, node)));
  const names = isTight ? `{${part.constant}}` : `{ ${part.constant} }`;
  return addStatement(
    withItem,
    imports,
    part,
    registrar,
    (literal) => `import ${names} from ${literal}`,
  );
}

const isTaken = ({ nodes }: Syntax, name: string) =>
  nodes.some((node) => node.type === 'Identifier' && node.name === name);

/** Where what the imports bring stands in a list or an object. */
function usesOf(tree: Syntax, imports: readonly Mention<ImportDeclaration>[]): Use[] {
  const modules = new Map<string, NamedModule>();
  for (const { module, node } of imports) {
    for (const { type, local } of node.specifiers) {
      if (type !== 'ImportNamespaceSpecifier') modules.set(local.name, module);
    }
  }
  return tree.nodes.flatMap((node): Use[] => {
    const module = node.type === 'Identifier' ? modules.get(node.name) : undefined;
    const use = module && useOf(tree, node);
    return use ? [{ module, ...use }] : [];
  });
}

function useOf(tree: Syntax, name: Node): Omit<Use, 'module'> | undefined {
  const parent = tree.parent(name);
  const container = parent && tree.parent(parent);
  switch (parent?.type) {
    case 'ArrayExpression':
      return { container: parent, key: undefined };
    case 'SpreadElement':
      return container?.type === 'ArrayExpression' ? { container, key: undefined } : undefined;
    case 'ObjectProperty':
      if (container?.type !== 'ObjectExpression' || parent.value !== name) return undefined;
      return { container, key: parent.shorthand ? undefined : keyOf(tree, parent) };
    case 'ExportSpecifier': {
      const isPlain = container?.type === 'ExportNamedDeclaration' && !container.source;
      const isRenamed = spanOf(parent).end !== spanOf(name).end;
      return isPlain && !isRenamed ? { container, key: undefined } : undefined;
    }
    default:
      return undefined;
  }
}

function bracketsOf({ text }: Syntax, container: Node): List | undefined {
  if (container.type === 'ArrayExpression' || container.type === 'ObjectExpression') {
    return listOf(container);
  }
  if (container.type !== 'ExportNamedDeclaration') return undefined;
  const { start, end } = spanOf(container);
  return {
    start: text.indexOf('{', start) + 1,
    end: text.lastIndexOf('}', end),
    items: container.specifiers.map(spanOf),
  };
}

function itemFor(part: Part, uses: readonly Use[]): string | undefined {
  const keyed = uses.flatMap(({ key, module }) => (key === undefined ? [] : [{ key, module }]));
  if (keyed.length === 0) return part.constant;
  const key = keyed.length === uses.length ? keyLike(part, keyed) : undefined;
  return key === undefined ? undefined : `${key}: ${part.constant}`;
}
