import type { LocatedFunction } from '../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../model/facts.js';
import { lastName } from './children.js';
import { contains } from './spans.js';

/** Functions and methods whose result holds all that they are given, possibly in another form. */
const KEEPS =
  /^(stringify|parse|fromEntries|entries|values|map|flatMap|forEach|String|toString|toLowerCase|toUpperCase|trim|inspect|format|assign|structuredClone|from|concat|join|freeze|push|set|append|sort|reverse|flat|then)$/;
/** `***`, `[redacted]`, an ellipsis. */
const MARK = /[*\u2022\u2026]|\.\.\.|redact|hidden|secret|removed|masked|filtered|omitted|x{3}/i;

const KNOWN = new WeakMap<FunctionFact, boolean>();

/** Whether anything in a function chooses what is left of what it is given, or puts another text in its place. */
export function leavesOut(run: LocatedFunction): boolean {
  let known = KNOWN.get(run.function);
  if (known === undefined) {
    known = choosesIn(run);
    KNOWN.set(run.function, known);
  }
  return known;
}

function choosesIn({ file, function: run }: LocatedFunction): boolean {
  const { branches, operations, calls, declarations, assignments, texts } = file.facts;
  const isInside = (each: { start: number; end: number }) => contains(run, each);
  const isMark = (text: Value) => text.is === 'string' && MARK.test(text.value);
  return (
    branches.some(isInside) ||
    operations.some((each) => isInside(each) && CHOOSES.test(each.operator)) ||
    calls.some(
      (each) => isInside(each) && (!KEEPS.test(lastName(each.callee)) || isHandedOn(each)),
    ) ||
    texts.some((each) => isInside(each) && isMark(each)) ||
    declarations.some((each) => isInside(each) && each.path.at(-1) === '...') ||
    assignments.some((each) => isInside(each) && each.operator === 'delete')
  );
}

/** To another function, which can choose: `JSON.stringify(room, hide)`, `JSON.stringify(room, ['id'])`, `rooms.map(redactOne)`. */
function isHandedOn({ callee, arguments: [first, second] }: CallValue): boolean {
  const name = lastName(callee);
  if (name === 'stringify') return second !== undefined && second.is !== 'literal';
  return /^(map|flatMap|then)$/.test(name) && first?.is === 'name' && first.declaration !== -1;
}

const CHOOSES = /^(\?:|&&|[!=]==?|[<>]=?|in|instanceof|typeof|!)$/;
