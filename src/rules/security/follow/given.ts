import type { Declaration, FunctionFact, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { type Follow, OUTSIDE, type Scope } from './follow.js';
import { into, merged, NOWHERE, step, under, type Ways } from './ways.js';
import { usesIn } from './written.js';

/** Methods of a list that hand its items to a function. */
const ITERATES = /^(forEach|map|flatMap|filter|find|findLast|some|every|reduce)$/;

/** What a parameter is given: by the list or the promise that calls its function back, else by calls of that. */
export function givenTo(
  follow: Follow,
  file: SourceFile,
  declaration: Declaration,
  scope: Scope,
): Ways {
  const { handed } = usesIn(file);
  const fact = file.facts.functions[declaration.within];
  const position = declaration.parameter ?? 0;
  const { keeps } = follow.subject;
  const of = (part: Value) => into(follow.in({ file, value: part }, scope), declaration, keeps);
  const to = handed.get(declaration.within);
  if (to) {
    const { callee } = to.call;
    if (callee.is !== 'member' || to.position !== 0) return NOWHERE;
    if (callee.name === 'then' && position === 0) return of(callee.object);
    const item = callee.name === 'reduce' ? 1 : 0;
    if (!ITERATES.test(callee.name) || position !== item) return NOWHERE;
    return into(
      step(follow.in({ file, value: callee.object }, scope), '*', keeps),
      declaration,
      keeps,
    );
  }
  if (follow.subject.carried) return follow.subject.carried(declaration) ?? NOWHERE;
  if (!fact) return NOWHERE;
  const calls = follow.code.callers({ file, function: fact });
  const given = calls.flatMap((call) =>
    follow.subject.judged?.(call)
      ? []
      : [call.value.arguments.map((value) => follow.in({ file: call.file, value }, OUTSIDE))],
  );
  return into(merged(given.map((ways) => handedTo(fact, position, ways))), declaration, keeps);
}

/** To one parameter, of everything that a call hands over. */
export const handedTo = (
  { parameters }: FunctionFact,
  position: number,
  given: readonly Ways[],
): Ways =>
  parameters[position]?.rest
    ? under('*', merged(given.slice(position)))
    : (given[position] ?? NOWHERE);
