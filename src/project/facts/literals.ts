import type { Node } from '@babel/types';
import type { ObjectEntry, ObjectValue, SpreadValue, Value } from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { isFixedKey, keyName, value } from './expressions.js';
import { functionFact } from './functions.js';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

type LiteralNode = Of<
  | 'StringLiteral'
  | 'NumericLiteral'
  | 'BooleanLiteral'
  | 'NullLiteral'
  | 'BigIntLiteral'
  | 'RegExpLiteral'
>;

export function literal(collector: Collector, node: LiteralNode): Value {
  const at = span(node);
  switch (node.type) {
    case 'StringLiteral': {
      const text = { is: 'string', ...at, value: node.value } as const;
      collector.texts.push(text);
      return text;
    }
    case 'NumericLiteral':
      return { is: 'literal', ...at, type: 'number', value: node.value };
    case 'BooleanLiteral':
      return { is: 'literal', ...at, type: 'boolean', value: node.value };
    case 'NullLiteral':
      return { is: 'literal', ...at, type: 'null', value: null };
    case 'BigIntLiteral':
      return { is: 'literal', ...at, type: 'bigint', value: node.value };
    case 'RegExpLiteral':
      return { is: 'literal', ...at, type: 'regexp', value: `/${node.pattern}/${node.flags}` };
  }
}

export function template(collector: Collector, node: Of<'TemplateLiteral'>): Value {
  const at = span(node);
  const chunks = node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw);
  const text =
    chunks.length === 1
      ? ({ is: 'string', ...at, value: chunks[0] ?? '' } as const)
      : ({
          is: 'template',
          ...at,
          chunks,
          values: node.expressions.map((part) => value(collector, part)),
        } as const);
  collector.texts.push(text);
  return text;
}

export function arrayValue(collector: Collector, node: Of<'ArrayExpression'>): Value {
  const items = node.elements.map((element) => element && value(collector, element));
  return { is: 'array', ...span(node), items };
}

export function objectValue(collector: Collector, node: Of<'ObjectExpression'>): Value {
  const entries = node.properties.map((property) => entry(collector, property));
  const object: ObjectValue = { is: 'object', ...span(node), entries };
  collector.objects.push(object);
  return object;
}

function entry(
  collector: Collector,
  node: Of<'ObjectExpression'>['properties'][number],
): ObjectEntry | SpreadValue {
  if (node.type === 'SpreadElement') {
    return { is: 'spread', ...span(node), value: value(collector, node.argument) };
  }
  const key = keyName(node);
  if (node.computed && !isFixedKey(node.key)) value(collector, node.key);
  const of: Value =
    node.type === 'ObjectMethod'
      ? { is: 'function', ...span(node), function: functionFact(collector, node, key) }
      : value(collector, node.value);
  return { is: 'entry', ...span(node.key), key, value: of };
}
