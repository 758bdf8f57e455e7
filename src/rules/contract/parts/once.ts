import type { Code, Located } from '../../../model/code.js';
import type { FunctionFact, Value } from '../../../model/facts.js';
import { Ways } from '../../../model/ways.js';

/** What was found about values and functions. */
export type Answers = WeakMap<Value | FunctionFact, boolean>;
const WAYS = new WeakMap<Code, Ways>();

/** One that leads back to itself is more than data. */
export function isOnce(
  answers: Answers,
  at: Located,
  code: Code,
  ask: () => boolean,
  key: Value | FunctionFact = at.value,
) {
  let known = answers.get(key);
  if (known === undefined) {
    const ways = WAYS.get(code) ?? new Ways((end) => code.notFollowed(end), Infinity);
    WAYS.set(code, ways);
    known = ways.step(at, ask, key) ?? false;
    answers.set(key, known);
  }
  return known;
}
