import { basename } from 'node:path/posix';
import type { ExportAllDeclaration, ExportNamedDeclaration } from '@babel/types';
import { camelCase } from '../model/names.js';
import { registerFirst } from './first-part.js';
import type { Mention, Part, Registrar } from './part.js';
import { mentionsIn, nearest, ofType } from './part.js';
import { addBinding } from './part-binding.js';
import { addCall } from './part-call.js';
import { addStatement } from './part-statement.js';
import { parseModule } from './syntax.js';

/**
 * Has a file load one more part of a provider in the way in which it loads the others: by imports, by exports from
 * elsewhere, or through a list or an object of what it imports. Undefined where that way is not certain.
 */
export function registerPart(text: string, part: Part, registrar: Registrar): string | undefined {
  if (registrar.siblings.some(({ path }) => path === part.path)) return text;
  const tree = parseModule(text);
  const mentions = mentionsIn(tree, registrar);
  const imports = ofType(mentions, 'ImportDeclaration');
  const plain = imports.filter(({ node }) => node.specifiers.length === 0);
  if (plain.length > 0) {
    return addStatement(text, plain, part, registrar, (literal) => `import ${literal}`);
  }
  if (imports.length > 0) return addBinding(tree, imports, part, registrar);
  const exports = [
    ...ofType(mentions, 'ExportAllDeclaration'),
    ...ofType(mentions, 'ExportNamedDeclaration'),
  ].toSorted((one, other) => mentions.indexOf(one) - mentions.indexOf(other));
  if (exports.length > 0) return addExport(text, exports, part, registrar);
  const calls = ofType(mentions, 'CallExpression');
  return calls.length > 0
    ? addCall(tree, calls, part, registrar)
    : registerFirst(tree, part, registrar);
}

type Exported = Mention<ExportAllDeclaration | ExportNamedDeclaration>;

function addExport(
  text: string,
  exports: readonly Exported[],
  part: Part,
  registrar: Registrar,
): string | undefined {
  const what = exported(nearest(exports, part), part);
  return (
    what &&
    addStatement(text, exports, part, registrar, (literal) => `export ${what} from ${literal}`)
  );
}

/** `*`, `{ constant }` or `* as name`, as the others are exported; undefined where a name would be a guess. */
function exported(exports: readonly Exported[], { path, constant }: Part): string | undefined {
  const namespaces = exports.map(({ node }) => namespaceOf(node));
  if (namespaces.every((name) => name === undefined)) {
    const isNamed = exports.some(({ node }) => node.type === 'ExportNamedDeclaration');
    return isNamed ? `{ ${constant} }` : '*';
  }
  const isRule = exports.every(
    ({ module }, index) => namespaces[index] === camelCase(basename(module.path)),
  );
  return isRule ? `* as ${camelCase(basename(path))}` : undefined;
}

/** The name in `export * as name from '…'`. */
function namespaceOf(node: Exported['node']): string | undefined {
  const [first] = node.type === 'ExportNamedDeclaration' ? node.specifiers : [];
  return first?.type === 'ExportNamespaceSpecifier' ? first.exported.name : undefined;
}
