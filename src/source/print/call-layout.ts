import type { Expr } from './expression.js';
import { isSimpleArgument } from './expression-weight.js';
import type { Doc } from './layout.js';
import {
  breakParent,
  firstFitting,
  group,
  hardline,
  ifBroken,
  indent,
  join,
  line,
  softline,
  willBreak,
} from './layout.js';

/** The arguments of a call, with the brackets around them. `docs`: each of them laid out. */
export function argumentsDoc(args: readonly Expr[], docs: readonly Doc[]): Doc {
  const last = docs.at(-1);
  if (last === undefined) return '()';
  const list = join([',', line], docs);
  if (!isLastHugged(args)) {
    const broken = docs.some(willBreak);
    return group(['(', indent([softline, list]), ifBroken(','), softline, ')'], { broken });
  }
  const others = docs.slice(0, -1);
  const brokenOut = group(['(', indent([line, list]), ',', line, ')'], { broken: true });
  if (others.some(willBreak)) return brokenOut;
  const head = others.map((doc) => [doc, ',', line]);
  const hugging = ['(', head, group(last, { broken: true }), ')'];
  if (willBreak(last)) return [breakParent, firstFitting([hugging, brokenOut])];
  return firstFitting([['(', head, last, ')'], hugging, brokenOut]);
}

/** The brackets of the last argument take the place of the call's. */
function isLastHugged(args: readonly Expr[]): boolean {
  const [before, last] = args.length > 1 ? args.slice(-2) : [undefined, args[0]];
  if (last?.kind === 'object') return last.entries.length > 0 && before?.kind !== 'object';
  if (last?.kind !== 'array' || last.items.length === 0 || before?.kind === 'array') return false;
  return before === undefined || last.items.some(({ kind }) => kind !== 'number');
}

/** A chain of calls: all on one line, or each on its own. `head` and `links`: its parts laid out. */
export function chainDoc(
  chain: Extract<Expr, { kind: 'chain' }>,
  head: Doc,
  links: readonly Doc[],
): Doc {
  const oneLine = [head, ...links];
  if (links.length < 2) return group(oneLine);
  const expanded = [head, indent([hardline, join(hardline, links)])];
  const calls = chain.head.kind === 'call' ? [chain.head, ...chain.calls] : chain.calls;
  const isComplex =
    calls.length > 2 && calls.some(({ args }) => !args.every((arg) => isSimpleArgument(arg)));
  if (isComplex || oneLine.slice(0, -1).some(willBreak)) return group(expanded);
  return [willBreak(oneLine) ? breakParent : '', firstFitting([oneLine, expanded])];
}
