import type { ClassBody, ClassDeclaration, ClassExpression, Decorator, Node } from '@babel/types';
import type { ClassMember, Declaration, Value } from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { keyName } from './keys.js';
import { functionFact } from './functions.js';
import { nameSpan } from './patterns.js';

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
  const base = node.superClass ? collector.value(node.superClass) : undefined;
  collector.scoped(false, () => {
    if (index === -1) index = collector.declare(name, 'class', at);
    collector.scope.set('this', index);
    const members: ClassMember[] = [];
    const constructors: number[] = [];
    for (const member of node.body.body) {
      members.push(...classMembers(collector, member, constructors));
    }
    const more: Partial<Declaration> = { members, functions: constructors };
    if (base) more.base = base;
    Object.assign(collector.declarations[index] ?? {}, more);
  });
  return { is: 'name', ...at, name, declaration: index };
}

function classMembers(
  collector: Collector,
  node: ClassBody['body'][number],
  constructors: number[],
): readonly ClassMember[] {
  if ('decorators' in node) decorators(collector, node.decorators);
  switch (node.type) {
    case 'StaticBlock':
      collector.scoped(true, () => collector.statements(node.body));
      return [];
    case 'TSIndexSignature':
      return [];
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'TSDeclareMethod': {
      const name = keyName(node);
      const index = functionFact(collector, node, name);
      const kind = node.kind === 'get' ? { getter: true as const } : {};
      const method = {
        ...span(node.key),
        name,
        static: node.static === true,
        function: index,
        ...kind,
      };
      if (node.kind !== 'constructor') return [method];
      constructors.push(index);
      return [method, ...parameterProperties(collector, node.params, index)];
    }
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty': {
      const init = node.value ? { init: collector.value(node.value) } : {};
      return [{ ...span(node.key), name: keyName(node), static: node.static, ...init }];
    }
  }
}

/** `constructor(private readonly token: string)`: a field that is set to the parameter. */
function parameterProperties(
  collector: Collector,
  params: readonly Node[],
  within: number,
): ClassMember[] {
  return params.flatMap((param) => {
    if (param.type !== 'TSParameterProperty') return [];
    const { parameter } = param;
    const id = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    if (id.type !== 'Identifier') return [];
    const { name } = id;
    const at = nameSpan(id);
    const declaration = collector.declarations.findLastIndex(
      (each) => each.within === within && each.start === at.start,
    );
    return [{ ...at, name, static: false, init: { is: 'name', ...at, name, declaration } }];
  });
}

function decorators(collector: Collector, list: readonly Decorator[] | null | undefined): void {
  for (const decorator of list ?? []) collector.value(decorator.expression);
}
