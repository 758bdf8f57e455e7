import type { Node, TSCallSignatureDeclaration, TSFunctionType } from '@babel/types';
import type { Parameter } from '../../model/facts.js';
import { type Collector, span } from './collector.js';

/** `(a: string) => Promise<void>` in a type. */
export function signature(
  collector: Collector,
  node: TSFunctionType | TSCallSignatureDeclaration,
  name: string,
): number {
  const returns = collector.typeText(node.typeAnnotation);
  return (
    collector.functions.push({
      ...span(node),
      name,
      within: collector.within,
      async: false,
      generator: false,
      body: false,
      parameters: node.parameters.map((param) => parameter(collector, param)),
      ...(returns && { returns }),
      returned: [],
      thrown: [],
    }) - 1
  );
}

export function parameter(collector: Collector, node: Node): Parameter {
  const inner = node.type === 'TSParameterProperty' ? node.parameter : node;
  const rest = inner.type === 'RestElement';
  const target =
    inner.type === 'AssignmentPattern'
      ? inner.left
      : inner.type === 'RestElement'
        ? inner.argument
        : inner;
  const annotated = 'typeAnnotation' in inner ? inner.typeAnnotation : undefined;
  const type = collector.typeText(
    annotated ?? ('typeAnnotation' in target ? target.typeAnnotation : undefined),
  );
  const named = target.type === 'Identifier';
  return {
    ...span(node),
    name: named ? target.name : '',
    optional: rest || inner.type === 'AssignmentPattern' || (named && target.optional === true),
    rest,
    ...(type === undefined ? {} : { type }),
  };
}
