import { memberName } from './text-literal.js';
import type { Type } from './type-expression.js';

/** The few kinds of expression that schemas are written with. */
export type Expr =
  /** An identifier, `true`, `false` or `null`. */
  | { kind: 'word'; text: string }
  /** A template literal, which is never broken. */
  | { kind: 'template'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'regex'; pattern: string; flags: string }
  | { kind: 'array'; items: readonly Expr[] }
  | { kind: 'object'; entries: readonly Entry[]; expanded: boolean; comment?: string }
  /** `name<type>(args)` */
  | { kind: 'call'; name: string; type?: Type; args: readonly Expr[] }
  /** `head.name(args).name(args)` */
  | { kind: 'chain'; head: Expr; calls: readonly [Call, ...Call[]] };

export interface Entry {
  key: string;
  value: Expr;
  /** Written as a getter: the value refers to something that is not there yet. */
  late?: boolean;
  /** `name` instead of `name: name`, or `...value`. */
  form?: 'shorthand' | 'spread';
}

/** `name: value`, or `name` alone where the value is the variable of that name. */
export const entry = (key: string, value: Expr): Entry =>
  value.kind === 'word' && value.text === memberName(key)
    ? { key, value, form: 'shorthand' }
    : { key, value };

export const spread = (variable: string): Entry => ({
  key: variable,
  value: word(variable),
  form: 'spread',
});

export const object = (entries: readonly Entry[]): Expr & { kind: 'object' } => ({
  kind: 'object',
  entries,
  expanded: false,
});

export const call = (name: string, args: readonly Expr[]): Expr => ({ kind: 'call', name, args });

export interface Call {
  name: string;
  args: readonly Expr[];
}

export const word = (text: string): Expr => ({ kind: 'word', text });

/** `head.name(args)`, continuing the chain that `head` is. */
export function method(head: Expr, name: string, ...args: Expr[]): Expr {
  const call: Call = { name, args };
  if (head.kind === 'chain') return { ...head, calls: [...head.calls, call] };
  return { kind: 'chain', head, calls: [call] };
}

/** The expression for a JSON value. Objects take one line where they fit. */
export function jsonExpr(value: unknown): Expr {
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value === 'number') return { kind: 'number', value };
  if (Array.isArray(value)) return { kind: 'array', items: value.map(jsonExpr) };
  if (typeof value === 'object' && value !== null) return objectExpr(value);
  return word(String(value));
}

export function objectExpr(
  value: object,
  options: { expanded?: boolean; comment?: string } = {},
): Expr & { kind: 'object' } {
  const entries = Object.entries(value).map(([key, item]) => ({ key, value: jsonExpr(item) }));
  return {
    kind: 'object',
    entries,
    expanded: options.expanded === true,
    ...(options.comment && { comment: options.comment }),
  };
}
