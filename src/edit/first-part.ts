import type { Node } from '@babel/types';
import { styleOf } from './code-style.js';
import { linesAbove } from './lines.js';
import type { Part, Registrar } from './part.js';
import { relativeSpecifier } from './specifier.js';
import { insertStatement, withComments } from './statements.js';
import type { Syntax } from './syntax.js';
import { sourceOf, spanOf, statementSpan } from './syntax.js';

/** The comment above the imports in a new provider. */
const EXPLANATION = '// Importing a file registers its tool, resource or prompt.';

/** Imports the part in a file that names none yet: below its imports, or else above all it does. */
export function registerFirst(tree: Syntax, part: Part, { file }: Registrar): string | undefined {
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
