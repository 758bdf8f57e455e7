import type { Identifier, Node } from '@babel/types';
import type { CompoundValue, MemberValue, NameValue, Value } from '../../model/facts.js';
import { assignment, deletion, update } from './assignments.js';
import { callValue, dynamicImport, taggedTemplate } from './calls.js';
import { classDeclaration } from './classes.js';
import { type Collector, span } from './collector.js';
import { functionFact } from './functions.js';
import { isFixedKey, keyName } from './keys.js';
import { arrayValue, literal, objectValue, template } from './literals.js';

/** An expression as a value; everything noteworthy inside it goes into the collector's lists on the way. */
export function value(collector: Collector, node: Node): Value {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return value(collector, node.expression);
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'BigIntLiteral':
    case 'RegExpLiteral':
      return literal(collector, node);
    case 'TemplateLiteral':
      return template(collector, node);
    case 'Identifier':
      return name(collector, node);
    case 'ThisExpression':
      return self(collector, node, 'this');
    case 'Super':
      return self(collector, node, 'super');
    case 'MetaProperty':
      return {
        is: 'name',
        ...span(node),
        name: `${node.meta.name}.${node.property.name}`,
        declaration: -1,
      };
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const member = memberValue(collector, node);
      collector.members.push(member);
      return member;
    }
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return callValue(collector, node);
    case 'TaggedTemplateExpression':
      return taggedTemplate(collector, node);
    case 'ImportExpression':
      return dynamicImport(collector, node, node.source);
    case 'ObjectExpression':
      return objectValue(collector, node);
    case 'ArrayExpression':
      return arrayValue(collector, node);
    case 'SpreadElement':
      return { is: 'spread', ...span(node), value: value(collector, node.argument) };
    case 'ArrowFunctionExpression':
    case 'FunctionExpression': {
      const own = node.type === 'FunctionExpression' && node.id ? node.id.name : '';
      return { is: 'function', ...span(node), function: functionFact(collector, node, own) };
    }
    case 'ClassExpression':
      return classDeclaration(collector, node);
    case 'AssignmentExpression':
      return assignment(collector, node);
    case 'UpdateExpression':
      return update(collector, node);
    case 'UnaryExpression':
      return node.operator === 'delete'
        ? deletion(collector, node)
        : (negative(node) ?? compound(collector, node, node.operator));
    case 'BinaryExpression':
    case 'LogicalExpression':
      return compound(collector, node, node.operator);
    default:
      return compound(collector, node, OPERATORS[node.type] ?? node.type);
  }
}

const OPERATORS: Readonly<Record<string, string>> = {
  AwaitExpression: 'await',
  YieldExpression: 'yield',
  ConditionalExpression: '?:',
  SequenceExpression: ',',
};

/** Children without effect at run time. */
const TYPE_KEYS = new Set(['typeAnnotation', 'typeParameters', 'typeArguments', 'returnType']);

/** Any expression without a form of its own: its expressions in source order. */
function compound(collector: Collector, node: Node, operator: string): Value {
  const parts: Value[] = [];
  for (const [key, child] of Object.entries(node)) {
    if (TYPE_KEYS.has(key)) continue;
    for (const part of Array.isArray(child) ? child : [child]) {
      if (isNode(part)) parts.push(value(collector, part));
    }
  }
  const { start, end } = span(node);
  const operation: CompoundValue = { is: 'compound', start, end, operator, parts };
  collector.operations.push(operation);
  return operation;
}

function isNode(child: unknown): child is Node {
  return typeof child === 'object' && child !== null && 'type' in child && 'start' in child;
}

function name(collector: Collector, node: Identifier): Value {
  const { start, end } = span(node);
  const declaration = collector.scope.find(node.name);
  if (node.name === 'undefined' && declaration === -1) {
    return { is: 'literal', start, end, type: 'undefined', value: undefined };
  }
  const read: NameValue = { is: 'name', start, end, name: node.name, declaration };
  (declaration === -1 ? collector.undeclared : collector.reads).push(read);
  return read;
}

/** Declared by the class around it, whether it is the class or an instance. */
function self(collector: Collector, node: Node, name: 'this' | 'super'): Value {
  const declaration = collector.scope.find('this');
  const read: NameValue = { is: 'name', ...span(node), name, declaration };
  if (declaration !== -1) collector.reads.push(read);
  return read;
}

type MemberNode = Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>;

function memberValue(collector: Collector, node: MemberNode): MemberValue {
  const object =
    node.object.type === 'MemberExpression' || node.object.type === 'OptionalMemberExpression'
      ? memberValue(collector, node.object)
      : value(collector, node.object);
  const fixed = !node.computed || isFixedKey(node.property);
  const computed = fixed ? undefined : value(collector, node.property);
  const { start, end } = span(node);
  const nameStart = span(node.property).start;
  const name = keyName({ key: node.property, computed: node.computed });
  const member: MemberValue = { is: 'member', start, end, object, name, nameStart };
  if (computed) collector.computed.member(member, computed);
  return member;
}

function negative(node: Extract<Node, { type: 'UnaryExpression' }>): Value | undefined {
  if (node.operator !== '-' || node.argument.type !== 'NumericLiteral') return undefined;
  return { is: 'literal', ...span(node), type: 'number', value: -node.argument.value };
}
