import type {
  ArrowFunctionExpression,
  ClassMethod,
  ClassPrivateMethod,
  FunctionDeclaration,
  FunctionExpression,
  ObjectMethod,
  TSDeclareFunction,
  TSDeclareMethod,
} from '@babel/types';
import type { FunctionFact } from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { bindNames, declareNames } from './patterns.js';
import { parameter } from './signatures.js';

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

/** Index of the function's fact. `self` is the declaration that `this` stands for in a function with a `this` of its own. */
export function functionFact(
  collector: Collector,
  node: FunctionNode,
  name: string,
  self = -1,
): number {
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
    if (!KEEPS_THIS.has(node.type)) collector.scope.set('this', self);
    if (node.type === 'FunctionExpression' && node.id) {
      const own = collector.declare(node.id.name, 'function', span(node.id));
      Object.assign(collector.declarations[own] ?? {}, { functions: [index] });
    }
    params.forEach((param) => declareNames(collector, param, 'parameter'));
    params.forEach((param, position) => bindNames(collector, param, { parameter: position }));
    if (body.type === 'BlockStatement') collector.statements(body.body);
    else returned.push(collector.value(body));
  });
  Object.assign(collector, outer);
  return index;
}
