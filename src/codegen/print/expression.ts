import type { Code } from './code.js';
import * as source from './code.js';

/** Source of an expression, and what it is when it runs: said once, so that both are the same. */
export interface Expression {
  code: Code;
  value(): unknown;
}

type Callable = (...values: unknown[]) => unknown;

const codesOf = (all: readonly Expression[]) => all.map(({ code }) => code);
const valuesOf = (all: readonly Expression[]) => all.map((each) => each.value());

export const json = (value: unknown): Expression => ({
  code: source.jsonCode(value),
  value: () => value,
});

export const array = (items: readonly Expression[]): Expression => ({
  code: source.array(codesOf(items)),
  value: () => valuesOf(items),
});

export const call = (called: Expression, values: readonly Expression[]): Expression => ({
  code: source.call(called.code, codesOf(values)),
  value: () => (called.value() as Callable)(...valuesOf(values)),
});

/** `head.name(values)` */
export const method = (head: Expression, name: string, ...values: Expression[]): Expression => ({
  code: source.method(head.code, name, ...codesOf(values)),
  value: () => (head.value() as Record<string, Callable>)[name]?.(...valuesOf(values)),
});

/** @param isLate its value refers to something that is not there yet */
export interface Member {
  name: string;
  of: Expression;
  isLate: boolean;
}

/** @param constant the properties of a constant come first; the value is without them */
export function object(
  members: readonly Member[],
  { isExpanded = false, constant = '' }: { isExpanded?: boolean; constant?: string } = {},
): Expression {
  const entries = [
    ...(constant === '' ? [] : [source.spread(constant)]),
    ...members.map(({ name, of, isLate }) =>
      isLate ? source.getter(name, of.code) : source.entry(name, of.code),
    ),
  ];
  return {
    code: isExpanded ? source.objectOnLines(entries) : source.object(entries),
    value() {
      const record = {};
      for (const { name, of, isLate } of members)
        Object.defineProperty(record, name, {
          enumerable: true,
          ...(isLate ? { get: () => of.value() } : { value: of.value() }),
        });
      return record;
    },
  };
}
