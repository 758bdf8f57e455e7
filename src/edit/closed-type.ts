import type { Node, VariableDeclarator } from '@babel/types';
import type { Syntax } from './syntax.js';
import { spanOf } from './syntax.js';

/**
 * Whether the declared type of a list or an object, or one that it satisfies, names all of its items: a tuple, or keys
 * that are literals. `Fixture['tools']` names none.
 */
export function isClosed(tree: Syntax, container: Node): boolean {
  const types: Node[] = [];
  for (let node: Node | undefined = container; node; node = tree.parent(node)) {
    if (node.type === 'TSSatisfiesExpression' || node.type === 'TSAsExpression') {
      types.push(node.typeAnnotation);
    }
    if (node.type === 'VariableDeclarator') types.push(...typesOf(node));
  }
  const spans = types.map(spanOf);
  return tree.nodes.some(
    (node) =>
      (node.type === 'TSTupleType' || node.type === 'TSLiteralType') &&
      tree.parent(node)?.type !== 'TSIndexedAccessType' &&
      spans.some(({ start, end }) => start <= spanOf(node).start && spanOf(node).end <= end),
  );
}

const typesOf = ({ id }: VariableDeclarator): Node[] =>
  'typeAnnotation' in id && id.typeAnnotation ? [id.typeAnnotation] : [];
