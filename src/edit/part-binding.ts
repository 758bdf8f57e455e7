import { dirname } from 'node:path/posix';
import type {
  ArrayLiteralExpression,
  Identifier,
  ImportDeclaration,
  NamedExports,
  Node as SyntaxNode,
  ObjectLiteralExpression,
  SourceFile,
} from 'ts-morph';
import { insertItem, listOf } from './list.js';
import { placeAmong } from './order.js';
import type { Mention, Part, Registrar } from './part.js';
import { keyLike } from './part.js';
import { addStatement } from './part-statement.js';
import type { NamedModule } from './specifier.js';
import { Node, ts } from './syntax.js';

type Container = ArrayLiteralExpression | ObjectLiteralExpression | NamedExports;

interface Use {
  module: NamedModule;
  container: Container;
  /** Of the property, where it has one of its own. */
  key: string | undefined;
}

/**
 * Imports the part by its name and puts it into the one list or object that holds what all other imports bring. Where
 * they all bring something else than what is in the part's folder, it is only imported: that registers it.
 */
export function addBinding(
  text: string,
  tree: SourceFile,
  imports: readonly Mention<ImportDeclaration>[],
  part: Part,
  registrar: Registrar,
): string | undefined {
  const folder = dirname(part.path);
  if (!imports.some(({ module }) => module.path.startsWith(`${folder}/`))) {
    return addStatement(text, imports, part, registrar, (literal) => `import ${literal}`);
  }
  const uses = usesOf(tree, imports);
  const [container, another] = new Set(uses.map((use) => use.container));
  const listed = new Set(uses.map(({ module }) => module));
  if (!container || another || isTaken(tree, part.constant)) return undefined;
  if (imports.some(({ module }) => !listed.has(module))) return undefined;
  const item = itemFor(part, uses);
  const lastImport = Math.max(...imports.map(({ node }) => node.getEnd()));
  if (item === undefined || container.getStart() < lastImport) return undefined;
  const list = listOf(container);
  const keys = list.items.map(({ start, end }) => text.slice(start, end));
  const index = keys.every((key) => /^[\w$'":\s]+$/.test(key))
    ? placeAmong(keys, item)
    : keys.length;
  // Below the imports first: that leaves their places as they are.
  const withItem = insertItem(text, list, item, { index });
  const isTight = imports.every(({ node }) => /\{\S/.test(node.getText()));
  const names = isTight ? `{${part.constant}}` : `{ ${part.constant} }`;
  return addStatement(
    withItem,
    imports,
    part,
    registrar,
    (literal) => `import ${names} from ${literal}`,
  );
}

const isTaken = (tree: SourceFile, name: string) =>
  tree.getDescendantsOfKind(ts.SyntaxKind.Identifier).some((node) => node.getText() === name);

function usesOf(tree: SourceFile, imports: readonly Mention<ImportDeclaration>[]): Use[] {
  const modules = new Map<string, NamedModule>();
  for (const { module, node } of imports) {
    for (const name of [
      node.getDefaultImport(),
      ...node.getNamedImports().map((each) => each.getAliasNode() ?? each.getNameNode()),
    ]) {
      if (name) modules.set(name.getText(), module);
    }
  }
  return tree.getDescendantsOfKind(ts.SyntaxKind.Identifier).flatMap((name) => {
    const module = modules.get(name.getText());
    const use = module && useOf(name);
    return use ? [{ module, ...use }] : [];
  });
}

function useOf(name: Identifier): Omit<Use, 'module'> | undefined {
  const parent: SyntaxNode = name.getParent();
  const container = parent.getParent();
  if (Node.isArrayLiteralExpression(parent)) return { container: parent, key: undefined };
  if (Node.isSpreadElement(parent) && Node.isArrayLiteralExpression(container)) {
    return { container, key: undefined };
  }
  if (Node.isShorthandPropertyAssignment(parent) && Node.isObjectLiteralExpression(container)) {
    return { container, key: undefined };
  }
  if (
    Node.isPropertyAssignment(parent) &&
    parent.getInitializer() === name &&
    Node.isObjectLiteralExpression(container)
  ) {
    return { container, key: parent.getNameNode().getText() };
  }
  const isLocal = Node.isNamedExports(container) && !container.getParent().hasModuleSpecifier();
  return isLocal && Node.isExportSpecifier(parent) && !parent.getAliasNode()
    ? { container, key: undefined }
    : undefined;
}

function itemFor(part: Part, uses: readonly Use[]): string | undefined {
  const keyed = uses.flatMap(({ key, module }) => (key === undefined ? [] : [{ key, module }]));
  if (keyed.length === 0) return part.constant;
  const key = keyed.length === uses.length ? keyLike(part, keyed) : undefined;
  return key === undefined ? undefined : `${key}: ${part.constant}`;
}
