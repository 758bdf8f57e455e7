import { argumentsDoc, chainDoc } from './call-layout.js';
import type { Entry, Expr } from './expression.js';
import { isPoorlyBreakable } from './expression-weight.js';
import type { Doc, Kept } from './layout.js';
import { fill, group, hardline, ifBroken, indent, join, line, softline } from './layout.js';
import { memberName, num, patternSource, propertyKey, str } from './text-literal.js';
import { textWidth } from '../../model/text-width.js';
import { typeArgumentDoc } from './type-layout.js';

/**
 * Lays an expression out as Prettier 3 does.
 * @param kept objects that stay broken although they would fit
 */
export function exprDoc(expr: Expr, kept: Kept): Doc {
  switch (expr.kind) {
    case 'word':
    case 'template':
      return expr.text;
    case 'number':
      return num(expr.value);
    case 'string':
      return str(expr.value);
    case 'regex':
      return `/${patternSource(expr.pattern, expr.flags)}/${expr.flags}`;
    case 'array':
      return arrayDoc(expr.items, kept);
    case 'object':
      return objectDoc(expr, kept);
    case 'call':
      return [
        expr.name,
        expr.type ? typeArgumentDoc(expr.type, kept) : '',
        argumentsDocOf(expr.args, kept),
      ];
    case 'chain':
      return chainDoc(
        expr,
        exprDoc(expr.head, kept),
        expr.calls.map(({ name, args }) => [`.${name}`, argumentsDocOf(args, kept)]),
      );
  }
}

const argumentsDocOf = (args: readonly Expr[], kept: Kept): Doc =>
  argumentsDoc(
    args,
    args.map((arg) => exprDoc(arg, kept)),
  );

/** `const name = value;` */
export const constDoc = (name: string, value: Expr, kept: Kept): Doc => [
  assignmentDoc(`const ${name}`, ' =', value, false, kept),
  ';',
];

function arrayDoc(items: readonly Expr[], kept: Kept): Doc {
  if (items.length === 0) return '[]';
  const id = Symbol('array');
  const numbers = items.every(({ kind }) => kind === 'number');
  const docs = items.map((item) => exprDoc(item, kept));
  const content = numbers
    ? fill(
        join(
          line,
          docs.map((doc, index) => [doc, index < docs.length - 1 ? ',' : ifBroken(',', '', id)]),
        ),
      )
    : [
        join(
          [',', line],
          docs.map((doc) => group(doc)),
        ),
        ifBroken(','),
      ];
  const broken = items.length > 1 && (allLarge(items, 'object') || allLarge(items, 'array'));
  return group(['[', indent([softline, content]), softline, ']'], { id, broken });
}

const allLarge = (items: readonly Expr[], kind: 'object' | 'array'): boolean =>
  items.every((item) =>
    item.kind === 'object'
      ? kind === 'object' && item.entries.length > 1
      : item.kind === 'array' && kind === 'array' && item.items.length > 1,
  );

function objectDoc(object: Extract<Expr, { kind: 'object' }>, kept: Kept): Doc {
  const { entries, expanded, comment } = object;
  if (entries.length === 0) return '{}';
  const content = join(
    [',', line],
    entries.map((entry) => entryDoc(entry, kept)),
  );
  const remark = comment === undefined ? [] : [`// ${comment}`, hardline];
  return group(
    ['{', indent([line, remark, content]), ifBroken(','), line, '}'],
    expanded || kept.has(object) ? { broken: true } : { id: object },
  );
}

function entryDoc({ key, value, late, form }: Entry, kept: Kept): Doc {
  if (form) return [form === 'spread' ? '...' : '', exprDoc(value, kept)];
  if (late) {
    return [
      `get ${memberName(key)}() {`,
      indent([hardline, 'return ', exprDoc(value, kept), ';']),
      hardline,
      '}',
    ];
  }
  const name = propertyKey(key);
  return assignmentDoc(name, ':', value, textWidth(name) < 5, kept);
}

/** What stands right of `:` or `=`. Below a short name nothing is won by a line of its own. */
function assignmentDoc(
  left: string,
  operator: string,
  value: Expr,
  short: boolean,
  kept: Kept,
): Doc {
  const right = exprDoc(value, kept);
  if (value.kind === 'template' || (short && value.kind !== 'word'))
    return group([left, operator, ' ', right]);
  if (!short && (value.kind === 'string' || isPoorlyBreakable(value))) {
    return group([left, operator, group(indent([line, right]))]);
  }
  if (short || isPlainNumber(value) || isBoolean(value)) return group([left, operator, ' ', right]);
  const id = Symbol('assignment');
  return group([left, operator, group(indent(line), { id }), ifBroken(indent(right), right, id)]);
}

const isPlainNumber = (value: Expr) =>
  value.kind === 'number' && value.value >= 0 && !Object.is(value.value, -0);
const isBoolean = (value: Expr) =>
  value.kind === 'word' && (value.text === 'true' || value.text === 'false');
