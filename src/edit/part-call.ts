import type { CallExpression, Node as SyntaxNode } from 'ts-morph';
import { insertItem, listOf } from './list.js';
import type { Mention, Part, Registrar } from './part.js';
import { keyLike, literalLike, nearest } from './part.js';
import { Node } from './syntax.js';

/** Puts `import('…')`, as it stands for other parts, into their list or object. */
export function addCall(
  text: string,
  calls: readonly Mention<CallExpression>[],
  part: Part,
  registrar: Registrar,
): string | undefined {
  const items = calls.map(({ module, node }) => ({ module, node: itemOf(node) }));
  const [container, another] = new Set(items.map(({ node }) => node.getParent()));
  const last = nearest(calls, part).at(-1);
  if (another || !last) return undefined;
  const loader = (call: Mention<CallExpression>) => {
    const item = itemOf(call.node);
    const value = Node.isPropertyAssignment(item) ? item.getInitializer() : item;
    return value?.getText().replace(call.literal, () => '…') ?? '';
  };
  const form = loader(last);
  // Anything more, such as a name that is taken out of the module, would be a guess.
  if (!/^(?:(?:async )?\(\) => )?(?:await )?(?:import|require)\(…\)$/.test(form)) return undefined;
  const value = form.replace('…', () => literalLike(registrar, part, last));
  if (Node.isArrayLiteralExpression(container)) return insertItem(text, listOf(container), value);
  if (!Node.isObjectLiteralExpression(container)) return undefined;
  const keyed = items.flatMap(({ module, node }) =>
    Node.isPropertyAssignment(node) ? [{ module, key: node.getNameNode().getText() }] : [],
  );
  const key = keyLike(part, keyed);
  return key === undefined ? undefined : insertItem(text, listOf(container), `${key}: ${value}`);
}

/** The element or property that a call stands in. */
function itemOf(node: SyntaxNode): SyntaxNode {
  const parent = node.getParent();
  const isInList =
    !parent || Node.isArrayLiteralExpression(parent) || Node.isObjectLiteralExpression(parent);
  return isInList ? node : itemOf(parent);
}
