import type { ClassBody, ClassDeclaration, ClassExpression, Decorator } from '@babel/types';
import type { ClassMember, Declaration, Value } from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { keyName, value } from './expressions.js';
import { functionFact } from './functions.js';
import { statements } from './statements.js';

/** A class, named in the current scope; the value is that name. */
export function classDeclaration(
  collector: Collector,
  node: ClassDeclaration | ClassExpression,
  known?: number,
): Value {
  const name = node.id?.name ?? '';
  const at = span(node.id ?? node);
  let index = known ?? -1;
  decorators(collector, node.decorators);
  const base = node.superClass ? value(collector, node.superClass) : undefined;
  collector.scoped(false, () => {
    if (index === -1) index = collector.declare(name, 'class', at);
    const members: ClassMember[] = [];
    const constructors: number[] = [];
    for (const member of node.body.body) {
      const fact = classMember(collector, member, constructors);
      if (fact) members.push(fact);
    }
    const more: Partial<Declaration> = { members, functions: constructors };
    if (base) more.base = base;
    Object.assign(collector.declarations[index] ?? {}, more);
  });
  return { is: 'name', ...at, name, declaration: index };
}

function classMember(
  collector: Collector,
  node: ClassBody['body'][number],
  constructors: number[],
): ClassMember | undefined {
  if ('decorators' in node) decorators(collector, node.decorators);
  switch (node.type) {
    case 'StaticBlock':
      collector.scoped(true, () => statements(collector, node.body));
      return undefined;
    case 'TSIndexSignature':
      return undefined;
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'TSDeclareMethod': {
      const name = keyName(node);
      const index = functionFact(collector, node, name);
      if (node.kind === 'constructor') constructors.push(index);
      return { ...span(node.key), name, static: node.static === true, function: index };
    }
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty': {
      const init = node.value ? { init: value(collector, node.value) } : {};
      return { ...span(node.key), name: keyName(node), static: node.static, ...init };
    }
  }
}

function decorators(collector: Collector, list: readonly Decorator[] | null | undefined): void {
  for (const decorator of list ?? []) value(collector, decorator.expression);
}
