import type { Code } from './code.js';
import * as source from './code.js';

/** Source of an expression with its runtime value, built together so that both always agree. */
export interface Expression {
  code: Code;
  value(): unknown;
}

type Callable = (...values: unknown[]) => unknown;

const expressionCodes = (expressions: readonly Expression[]) => expressions.map(({ code }) => code);
const expressionValues = (expressions: readonly Expression[]) =>
  expressions.map((expression) => expression.value());

export const json = (value: unknown): Expression => ({
  code: source.jsonCode(value),
  value: () => value,
});

export const array = (items: readonly Expression[]): Expression => ({
  code: source.array(expressionCodes(items)),
  value: () => expressionValues(items),
});

export const call = (callee: Expression, values: readonly Expression[]): Expression => ({
  code: source.call(callee.code, expressionCodes(values)),
  value: () => (callee.value() as Callable)(...expressionValues(values)),
});

/** Returns the call of a method: `head.name(values)`. */
export const method = (head: Expression, name: string, ...values: Expression[]): Expression => ({
  code: source.method(head.code, name, ...expressionCodes(values)),
  value: () => (head.value() as Record<string, Callable>)[name]?.(...expressionValues(values)),
});

const isMember = (member: ExpressionMember | string): member is ExpressionMember =>
  typeof member !== 'string';

export interface ExpressionMember {
  name: string;
  of: Expression;
  /** Whether its value refers to something that is defined later. */
  isLate: boolean;
}

/** @param members also names of constants with the properties at their places; the value is without them */
export function object(
  members: readonly (ExpressionMember | string)[],
  { isExpanded = false }: { isExpanded?: boolean } = {},
): Expression {
  const entries = members.map((member) => {
    if (typeof member === 'string') return source.spread(member);
    const { name, of, isLate } = member;
    return isLate ? source.getter(name, of.code) : source.entry(name, of.code);
  });
  const objectCode = isExpanded ? source.objectOnLines(entries) : source.object(entries);
  const [onlyMember, ...others] = members;
  return {
    code: typeof onlyMember === 'string' && others.length === 0 ? onlyMember : objectCode,
    value() {
      const record = {};
      for (const { name, of: valueExpression, isLate } of members.filter(isMember))
        Object.defineProperty(record, name, {
          enumerable: true,
          ...(isLate ? { get: () => valueExpression.value() } : { value: valueExpression.value() }),
        });
      return record;
    },
  };
}
