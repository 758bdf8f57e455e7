import type {
  ArrowFunctionExpression,
  ClassMethod,
  ClassPrivateMethod,
  FunctionDeclaration,
  FunctionExpression,
  Node,
  ObjectMethod,
  TSDeclareFunction,
  TSDeclareMethod,
  TSFunctionType,
} from '@babel/types';
import type { FunctionFact, Parameter } from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { value } from './expressions.js';
import { bindNames, declareNames } from './patterns.js';
import { statements } from './statements.js';

export type FunctionNode =
  | ArrowFunctionExpression
  | ClassMethod
  | ClassPrivateMethod
  | FunctionDeclaration
  | FunctionExpression
  | ObjectMethod
  | TSDeclareFunction
  | TSDeclareMethod;

/** In all other functions `this` is whatever they are called on. */
const KEEPS_THIS: ReadonlySet<FunctionNode['type']> = new Set([
  'ArrowFunctionExpression',
  'ClassMethod',
  'ClassPrivateMethod',
]);

/** Index of the function's fact. */
export function functionFact(collector: Collector, node: FunctionNode, name: string): number {
  const index = collector.functions.length;
  const returned: FunctionFact['returned'][number][] = [];
  const thrown: FunctionFact['thrown'][number][] = [];
  const body = 'body' in node ? node.body : undefined;
  const params = node.params.filter(
    (param) => param.type !== 'Identifier' || param.name !== 'this',
  );
  const returns = collector.typeText(node.returnType);
  const fact: FunctionFact = {
    ...span(node),
    name,
    within: collector.within,
    async: node.async ?? false,
    generator: ('generator' in node && node.generator) || false,
    body: body !== undefined,
    parameters: params.map((param) => parameter(collector, param)),
    returned,
    thrown,
  };
  if (returns) fact.returns = returns;
  collector.functions.push(fact);
  if (!body) return index;

  const outer = {
    within: collector.within,
    returned: collector.returned,
    thrown: collector.thrown,
  };
  Object.assign(collector, { within: index, returned, thrown });
  collector.scoped(true, () => {
    if (!KEEPS_THIS.has(node.type)) collector.scope.set('this', -1);
    if (node.type === 'FunctionExpression' && node.id) {
      const own = collector.declare(node.id.name, 'function', span(node.id));
      Object.assign(collector.declarations[own] ?? {}, { functions: [index] });
    }
    params.forEach((param) => declareNames(collector, param, 'parameter'));
    params.forEach((param, position) => bindNames(collector, param, { parameter: position }));
    if (body.type === 'BlockStatement') statements(collector, body.body);
    else returned.push(value(collector, body));
  });
  Object.assign(collector, outer);
  return index;
}

/** `(a: string) => Promise<void>` in a type. */
export function signature(collector: Collector, node: TSFunctionType, name: string): number {
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

function parameter(collector: Collector, node: Node): Parameter {
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
