import type { Node } from '@babel/types';
import { lineEnd, lineStart } from './lines.js';
import { parseModule, spanOf, textOf, type Syntax } from './syntax.js';
import { topLevelValue } from './values.js';

/** Source whose names of constants were replaced by their values. */
export interface Inlined {
  source: string;
  /** The constants. */
  names: ReadonlySet<string>;
}

/** An expression with the values of the module's constants in place of their names. */
export function inlined(tree: Syntax, node: Node, depth = 0): Inlined {
  const { start, end } = spanOf(node);
  const names = new Set<string>();
  let source = textOf(tree, node);
  const inside = tree.nodes.filter(
    (each) => spanOf(each).start >= start && spanOf(each).end <= end,
  );
  for (const each of inside.toReversed()) {
    if (each.type !== 'Identifier' || depth > 10) continue; // constants that refer to each other
    const parent = tree.parent(each);
    if (isKey(parent, each)) continue;
    const isShorthand = parent?.type === 'ObjectProperty' && parent.shorthand;
    const value = topLevelValue(tree, each.name, 'local');
    if (value?.is !== 'value') continue;
    const constant = inlined(tree, value.node, depth + 1);
    for (const name of [each.name, ...constant.names]) names.add(name);
    const text = isShorthand ? `${each.name}: ${constant.source}` : constant.source;
    const at = spanOf(each);
    source = source.slice(0, at.start - start) + text + source.slice(at.end - start);
  }
  return { source, names };
}

function isKey(parent: Node | undefined, node: Node): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed;
  if (parent?.type !== 'ObjectProperty' || parent.computed) return false;
  return parent.shorthand ? parent.value !== node : parent.key === node;
}

/** A module without those of its constants that nothing uses. */
export function withoutUnused(text: string, names: ReadonlySet<string>): string {
  const tree = parseModule(text);
  const uses = (name: string) =>
    tree.nodes.filter(
      (node) => node.type === 'Identifier' && node.name === name && !isKey(tree.parent(node), node),
    ).length;
  const unused = tree.nodes.find((node) => {
    if (node.type !== 'VariableDeclaration' || tree.parent(node)?.type !== 'Program') return false;
    const [only, another] = node.declarations;
    const name = only?.id.type === 'Identifier' ? only.id.name : '';
    return !another && names.has(name) && uses(name) === 1;
  });
  if (!unused) return text;
  const { start, end } = spanOf(unused);
  const rest = text.slice(lineEnd(text, end)).replace(/^(?:\r?\n){1,2}/, '');
  return withoutUnused(text.slice(0, lineStart(text, start)) + rest, names);
}
