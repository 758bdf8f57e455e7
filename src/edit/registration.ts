import { basename } from 'node:path/posix';
import type { ExportDeclaration } from 'ts-morph';
import { camelCase } from '../model/names.js';
import { registerFirst } from './first-part.js';
import type { Mention, Part, Registrar } from './part.js';
import { mentionsIn, nearest } from './part.js';
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
  const { imports, exports, calls } = mentionsIn(tree, registrar);
  const plain = imports.filter(({ node }) => !node.getImportClause());
  if (plain.length > 0) {
    return addStatement(text, plain, part, registrar, (literal) => `import ${literal}`);
  }
  if (imports.length > 0) return addBinding(text, tree, imports, part, registrar);
  if (exports.length > 0) return addExport(text, exports, part, registrar);
  if (calls.length > 0) return addCall(text, calls, part, registrar);
  return registerFirst(text, tree, part, registrar);
}

function addExport(
  text: string,
  exports: readonly Mention<ExportDeclaration>[],
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
function exported(
  exports: readonly Mention<ExportDeclaration>[],
  { path, constant }: Part,
): string | undefined {
  const namespaces = exports.map(({ node }) => node.getNamespaceExport()?.getName());
  if (namespaces.every((name) => name === undefined)) {
    return exports.some(({ node }) => node.hasNamedExports()) ? `{ ${constant} }` : '*';
  }
  const isRule = exports.every(
    ({ module }, index) => namespaces[index] === camelCase(basename(module.path)),
  );
  return isRule ? `* as ${camelCase(basename(path))}` : undefined;
}
