import type { TaintTracker } from '../../../flow/tracker.js';
import { descendants, lastName } from '../../../flow/values/children.js';
import { functionsAround } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import type { Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';

/** Who calls, as the server has verified it, and what that caller may do. */
const CALLER =
  /^(caller|principal|userId|user|identity|auth|authInfo|session|claims|scopes?|roles?|is_?admin)$/i;
/** A function that throws where something is not so. */
const DEMANDS = /^(require|assert|ensure|check|authorize|demand|verify)/;

/** A condition on the verified caller comes first: `if (!admins.has(caller.userId)) return`. */
export function isDecided(
  { file, value: call }: Located<CallValue>,
  request: TaintTracker,
): boolean {
  const { conditions, operations, calls } = file.facts;
  const isCaller = (value: Value) =>
    CALLER.test(lastName(value)) && request.taint({ file, value }).length === 0;
  const namesCaller = (value: Value) => [...descendants(value)].some(isCaller);
  const isOfCaller = (value: Value) => value.is === 'member' && namesCaller(value.object);
  const decides = (value: Value) =>
    [...descendants(value)].some(
      (part) => isOfCaller(part) || (part.is === 'call' && part.arguments.some(namesCaller)),
    );
  const tests = [
    ...conditions,
    ...operations.flatMap(({ operator, parts: [first] }) =>
      /^(\?:|&&)$/.test(operator) && first ? [first] : [],
    ),
  ];
  const demands = calls.filter(({ callee }) => DEMANDS.test(lastName(callee)));
  return functionsAround(file, call).some(
    (around) =>
      tests.some((each) => contains(around, each) && each.start < call.end && decides(each)) ||
      demands.some(
        (each) =>
          contains(around, each) && each.end <= call.start && each.arguments.some(namesCaller),
      ),
  );
}
