import type { Node } from '@babel/types';
import type {
  ArrayValue,
  ObjectEntry,
  ObjectValue,
  SpreadValue,
  Value,
} from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { isFixedKey, keyName } from './keys.js';
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
      const text = { is: 'string', start: at.start, end: at.end, value: node.value } as const;
      collector.texts.push(text);
      return text;
    }
    case 'NumericLiteral':
      return { is: 'literal', start: at.start, end: at.end, type: 'number', value: node.value };
    case 'BooleanLiteral':
      return { is: 'literal', start: at.start, end: at.end, type: 'boolean', value: node.value };
    case 'NullLiteral':
      return { is: 'literal', start: at.start, end: at.end, type: 'null', value: null };
    case 'BigIntLiteral':
      return { is: 'literal', start: at.start, end: at.end, type: 'bigint', value: node.value };
    case 'RegExpLiteral':
      return {
        is: 'literal',
        start: at.start,
        end: at.end,
        type: 'regexp',
        value: `/${node.pattern}/${node.flags}`,
      };
  }
}

export function template(collector: Collector, node: Of<'TemplateLiteral'>): Value {
  const at = span(node);
  const chunks = node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw);
  const text =
    chunks.length === 1
      ? ({ is: 'string', start: at.start, end: at.end, value: chunks[0] ?? '' } as const)
      : ({
          is: 'template',
          ...at,
          chunks,
          values: node.expressions.map((part) => collector.value(part)),
        } as const);
  collector.texts.push(text);
  return text;
}

export function arrayValue(collector: Collector, node: Of<'ArrayExpression'>): ArrayValue {
  const items = node.elements.map((element) => element && collector.value(element));
  const { start, end } = span(node);
  const array: ArrayValue = { is: 'array', start, end, items };
  collector.arrays.push(array);
  return array;
}

export function objectValue(collector: Collector, node: Of<'ObjectExpression'>): Value {
  const { holder } = collector;
  collector.holder = -1;
  const entries = node.properties.map((property) => entry(collector, property, holder));
  const { start, end } = span(node);
  const object: ObjectValue = { is: 'object', start, end, entries };
  collector.objects.push(object);
  return object;
}

function entry(
  collector: Collector,
  node: Of<'ObjectExpression'>['properties'][number],
  holder: number,
): ObjectEntry | SpreadValue {
  if (node.type === 'SpreadElement') {
    return { is: 'spread', ...span(node), value: collector.value(node.argument) };
  }
  const key = keyName(node);
  const computed = node.computed && !isFixedKey(node.key) ? collector.value(node.key) : undefined;
  const of: Value =
    node.type === 'ObjectMethod'
      ? { is: 'function', ...span(node), function: functionFact(collector, node, key, holder) }
      : collector.value(node.value);
  const { start, end } = span(node.key);
  const found: ObjectEntry = { is: 'entry', start, end, key, value: of };
  if (computed) collector.computed.entry(found, computed);
  return found;
}
