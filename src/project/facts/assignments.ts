import type { Node } from '@babel/types';
import type { Value } from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { eachName } from './patterns.js';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

export function assignment(collector: Collector, node: Of<'AssignmentExpression'>): Value {
  const assigned = collector.value(node.right);
  const targets = targetsOf(collector, node.left);
  for (const target of targets) write(collector, node.operator, target, assigned);
  return { is: 'compound', ...span(node), operator: node.operator, parts: [...targets, assigned] };
}

export function update(collector: Collector, node: Of<'UpdateExpression'>): Value {
  const target = collector.value(node.argument);
  write(collector, node.operator, target);
  return { is: 'compound', ...span(node), operator: node.operator, parts: [target] };
}

export function deletion(collector: Collector, node: Of<'UnaryExpression'>): Value {
  const target = collector.value(node.argument);
  write(collector, 'delete', target);
  return { is: 'compound', ...span(node), operator: 'delete', parts: [target] };
}

/** `for (target of values)` */
export function loopAssignment(collector: Collector, target: Node): void {
  for (const each of targetsOf(collector, target)) write(collector, '=', each);
}

function targetsOf(collector: Collector, node: Node): Value[] {
  if (node.type !== 'ObjectPattern' && node.type !== 'ArrayPattern') return [collector.value(node)];
  const targets: Value[] = [];
  eachName(collector, node, [], (id) => targets.push(collector.value(id)));
  return targets;
}

function write(collector: Collector, operator: string, target: Value, assigned?: Value): void {
  if (target.is === 'name') {
    const declaration = collector.declarations[target.declaration];
    if (declaration) declaration.reassigned = true;
  }
  collector.assignments.push({
    start: target.start,
    end: assigned ? Math.max(assigned.end, target.end) : target.end,
    operator,
    target,
    ...(assigned ? { value: assigned } : {}),
    within: collector.within,
  });
}
