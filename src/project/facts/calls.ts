import type { Node } from '@babel/types';
import type { CallValue, ImportFact, Value } from '../../model/facts.js';
import { type Collector, span } from './collector.js';

type CallNode = Extract<
  Node,
  { type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression' }
>;

export function callValue(collector: Collector, node: CallNode): Value {
  const [first] = node.arguments;
  if (node.callee.type === 'Import' && first) return dynamicImport(collector, node, first);
  const callee = collector.value(node.callee);
  const { start, end } = span(node);
  const call: CallValue = {
    is: 'call',
    start,
    end,
    callee,
    arguments: node.arguments.map((argument) => collector.value(argument)),
    construct: node.type === 'NewExpression',
    within: collector.within,
  };
  if (isRequire(call, collector))
    collector.imports.push(importOf(collector, node, call.arguments[0], 'require'));
  collector.calls.push(call);
  return call;
}

/** A call of the tag; its one argument is the template. */
export function taggedTemplate(
  collector: Collector,
  node: Extract<Node, { type: 'TaggedTemplateExpression' }>,
): Value {
  const callee = collector.value(node.tag);
  const argument = collector.value(node.quasi);
  const { within } = collector;
  const call: CallValue = {
    is: 'call',
    ...span(node),
    callee,
    arguments: [argument],
    construct: false,
    within,
  };
  collector.calls.push(call);
  return call;
}

/** Also where it is made by `createRequire`, a name that is not used for anything else. */
const isRequire = ({ callee, arguments: { length } }: CallValue, { source }: Collector) =>
  callee.is === 'name' &&
  callee.name === 'require' &&
  length === 1 &&
  (callee.declaration === -1 || source.includes('createRequire'));

/** `import(source)`; the value has the source as its only part. */
export function dynamicImport(collector: Collector, node: Node, source: Node): Value {
  const from = collector.value(source);
  collector.imports.push(importOf(collector, node, from, 'dynamic'));
  return { is: 'compound', ...span(node), operator: 'import', parts: [from] };
}

function importOf(
  collector: Collector,
  node: Node,
  from: Value | undefined,
  form: ImportFact['form'],
): ImportFact {
  const at = span(node);
  return {
    ...at,
    form,
    specifier: from?.is === 'string' ? from.value : null,
    from: from ?? { is: 'literal', ...at, type: 'undefined', value: undefined },
    typeOnly: false,
    names: [],
    within: collector.within,
  };
}
