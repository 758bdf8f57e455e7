import type { CallExpression, ExpressionStatement, Node } from '@babel/types';
import { isClosed } from './closed-type.js';
import { insertItem, listOf } from './list.js';
import type { Mention, Part, Registrar } from './part.js';
import { keyLike, keyOf, literalLike, nearest } from './part.js';
import { addStatement } from './part-statement.js';
import type { Syntax } from './syntax.js';
import { textOf } from './syntax.js';

/** Puts `import('…')`, as it stands for other parts, into their list or object. */
export function addCall(
  tree: Syntax,
  calls: readonly Mention<CallExpression>[],
  part: Part,
  registrar: Registrar,
): string | undefined {
  const { text } = tree;
  const statements = calls.flatMap((call) => {
    const node = statementOf(tree, call.node);
    return node ? [{ ...call, node }] : [];
  });
  if (statements.length === calls.length) return addLoading(tree, statements, part, registrar);
  const items = calls.map(({ module, node }) => ({ module, node: itemOf(tree, node) }));
  const [container, another] = new Set(items.map(({ node }) => tree.parent(node)));
  const last = nearest(calls, part).at(-1);
  if (!container || another || !last || isClosed(tree, container)) return undefined;
  const item = itemOf(tree, last.node);
  const loader = textOf(tree, item.type === 'ObjectProperty' ? item.value : item);
  const form = loader.replace(last.literal, () => '…');
  // Anything more, such as a name that is taken out of the module, would be a guess.
  if (!/^(?:(?:async )?\(\) => )?(?:await )?(?:import|require)\(…\)$/.test(form)) return undefined;
  const value = form.replace('…', () => literalLike(registrar, part, last));
  if (container.type === 'ArrayExpression') return insertItem(text, listOf(container), value);
  if (container.type !== 'ObjectExpression') return undefined;
  const keyed = items.flatMap(({ module, node }) =>
    node.type === 'ObjectProperty' ? [{ module, key: keyOf(tree, node) }] : [],
  );
  const key = keyLike(part, keyed);
  return key === undefined ? undefined : insertItem(text, listOf(container), `${key}: ${value}`);
}

/** A statement of the module that does nothing but call, or await what it calls. */
function statementOf(tree: Syntax, node: Node): ExpressionStatement | undefined {
  const parent = tree.parent(node);
  if (parent?.type === 'AwaitExpression') return statementOf(tree, parent);
  const isOwn = parent?.type === 'ExpressionStatement' && tree.parent(parent)?.type === 'Program';
  return isOwn ? parent : undefined;
}

/** Puts `await import('…')` among statements like it. */
function addLoading(
  tree: Syntax,
  statements: readonly Mention<ExpressionStatement>[],
  part: Part,
  registrar: Registrar,
): string | undefined {
  const forms = statements.map(({ node, literal }) =>
    textOf(tree, node.expression).replace(literal, () => '…'),
  );
  const [form = '', another] = new Set(forms);
  if (another || !/^(?:await )?(?:import|require)\(…\)$/.test(form)) return undefined;
  return addStatement(tree.text, statements, part, registrar, (literal) =>
    form.replace('…', () => literal),
  );
}

/** The element or property that a call stands in. */
function itemOf(tree: Syntax, node: Node): Node {
  const parent = tree.parent(node);
  const isInList = parent?.type === 'ArrayExpression' || parent?.type === 'ObjectExpression';
  return isInList || !parent ? node : itemOf(tree, parent);
}
