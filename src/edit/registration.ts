import { basename } from 'node:path/posix';
import type { ExportAllDeclaration, ExportNamedDeclaration, Node } from '@babel/types';
import { camelCase } from '../model/names.js';
import { type Mention, type Part, type Registrar, mentionsIn, nearest, ofType } from './part.js';
import { addBinding } from './part-binding.js';
import { addCall } from './part-call.js';
import { addStatement } from './part-statement.js';
import { parseModule, type Syntax, sourceOf, spanOf, statementSpan } from './syntax.js';
import { styleOf } from './code-style.js';
import { linesAbove } from './lines.js';
import { relativeSpecifier } from './specifier.js';
import { insertStatement, withComments } from './statements.js';

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

/** The comment above the imports in a new provider. */
const EXPLANATION = '// Importing a file registers its tool, resource or prompt.';

/** Imports the part in a file that names none yet: below its imports, or else above all it does. */
function registerFirst(tree: Syntax, part: Part, { file }: Registrar): string | undefined {
  const { text, nodes } = tree;
  const { quote, semicolons } = styleOf(tree);
  const specifier = relativeSpecifier(file, part.path) + endingIn(nodes);
  const statement = `import ${quote}${specifier}${quote}${semicolons ? ';' : ''}`;
  const imports = nodes
    .filter(({ type }) => type === 'ImportDeclaration')
    .map((node) => statementSpan(tree, node));
  if (imports.length > 0) return insertStatement(text, imports, statement, imports.length);
  const first = nodes.find((node) => tree.parent(node)?.type === 'Program');
  return (
    first && linesAbove(text, withComments(text, spanOf(first)), `${EXPLANATION}\n${statement}\n`)
  );
}

/** `.js`, or what else relative imports end in here. */
function endingIn(nodes: readonly Node[]): string {
  const specifiers = nodes.flatMap((node) => sourceOf(node)?.value ?? []);
  const relative = specifiers.find((each) => each.startsWith('.'));
  return relative === undefined ? '.js' : (/\.[cm]?[jt]sx?$/.exec(relative)?.[0] ?? '');
}
