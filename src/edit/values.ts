import type { Node, ObjectExpression } from '@babel/types';
import type { Syntax } from './syntax.js';

/** What a name of a module stands for. */
export type Named =
  | { is: 'value'; node: Node }
  /** `default` for the default export. */
  | { is: 'import'; specifier: string; name: string };

/** The value of the last property with this key; a key in brackets counts where it is a string literal. */
export function property({ properties }: ObjectExpression, key: string): Node | undefined {
  const found = properties.findLast(
    (each) => each.type === 'ObjectProperty' && keyOf(each.key, each.computed) === key,
  );
  return found?.type === 'ObjectProperty' ? found.value : undefined;
}

function keyOf(key: Node, computed: boolean): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

/**
 * What a module declares or imports under a name, at its top level.
 * @param scope `exported`: the name by which others import it, such as `default`
 */
export function topLevelValue(
  tree: Syntax,
  name: string,
  scope: 'exported' | 'local' = 'exported',
): Named | undefined {
  const statements = tree.nodes.filter((node) => tree.parent(node)?.type === 'Program');
  for (const statement of statements) {
    const found =
      scope === 'exported'
        ? exportedBy(tree, statement, name)
        : (importedBy(statement, name) ?? declaredBy(statement, name));
    if (found) return found;
  }
  return undefined;
}

function exportedBy(tree: Syntax, statement: Node, name: string): Named | undefined {
  if (statement.type === 'ExportDefaultDeclaration' && name === 'default') {
    return { is: 'value', node: statement.declaration };
  }
  if (statement.type !== 'ExportNamedDeclaration') return undefined;
  const own = statement.specifiers.find(
    (each) => each.type === 'ExportSpecifier' && nameIn(each.exported) === name,
  );
  if (own?.type === 'ExportSpecifier' && !statement.source) {
    return topLevelValue(tree, own.local.name, 'local');
  }
  return declaredBy(statement, name);
}

function importedBy(statement: Node, name: string): Named | undefined {
  if (statement.type !== 'ImportDeclaration') return undefined;
  const found = statement.specifiers.find(({ local }) => local.name === name);
  if (!found || found.type === 'ImportNamespaceSpecifier') return undefined;
  const imported = found.type === 'ImportSpecifier' ? nameIn(found.imported) : 'default';
  return { is: 'import', specifier: statement.source.value, name: imported };
}

/** By a `const`: anything else may have another value by the time it is used. */
function declaredBy(statement: Node, name: string): Named | undefined {
  const declaration =
    statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return undefined;
  const found = declaration.declarations.find(
    ({ id }) => id.type === 'Identifier' && id.name === name,
  );
  return found?.init ? { is: 'value', node: found.init } : undefined;
}

const nameIn = (node: Node): string =>
  node.type === 'Identifier' ? node.name : node.type === 'StringLiteral' ? node.value : '';
