import type { TaintTracker } from '../../../flow/tracker.js';
import { descendants, lastName } from '../../../flow/values/children.js';
import { functionsAround } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';

/** Who calls, as the server has verified it, and what that caller may do. */
const CALLER =
  /^(caller|principal|userId|user|identity|auth|authInfo|session|claims|scopes?|roles?|is_?admin)$/i;
/** Only some callers have it. */
const RIGHT = /admin|role|scope|permission|privilege|staff/i;
/** A function that throws where something is not so. */
const DEMANDS = /^(require|assert|ensure|check|authorize|demand|verify)/;

/** A condition on the verified caller comes first: `if (!admins.has(caller.userId)) return`, `app.use(requireRole('admin'))`. */
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
      isGuarded({ file, function: around }, request.code) ||
      tests.some((each) => contains(around, each) && each.start < call.end && decides(each)) ||
      demands.some(
        (each) =>
          contains(around, each) && each.end <= call.start && each.arguments.some(namesCaller),
      ),
  );
}

/** Another function runs before a route: `app.delete(path, requireRole('admin'), handle)`. */
function isGuarded({ file, function: handle }: LocatedFunction, code: Code): boolean {
  const { calls } = file.facts;
  const hasHandle = (value: Value) =>
    contains(value, handle) ||
    (value.is === 'name' &&
      code.functions({ file, value }).some((each) => each.function === handle));
  const asksForRight = (value: Value) =>
    value.is !== 'string' && !hasHandle(value) && RIGHT.test(textOf(value));
  const textOf = ({ start, end }: Value) => file.text.slice(start, end);
  const appOf = ({ callee }: CallValue) =>
    callee.is === 'member' ? textOf(callee.object) : undefined;
  const isUsedFor = (route: CallValue, used: CallValue) => {
    const [path] = route.arguments;
    const [first] = used.arguments;
    const isBelow =
      path?.is === 'string' && first?.is === 'string' && path.value.startsWith(first.value);
    return (
      appOf(used) === appOf(route) && used.end <= route.start && (first?.is !== 'string' || isBelow)
    );
  };
  const routes = calls.filter((each) => each.arguments.some(hasHandle));
  const before =
    routes.length === 0
      ? []
      : calls.filter(
          (each) => lastName(each.callee) === 'use' && each.arguments.some(asksForRight),
        );
  return routes.some(
    (route) =>
      RIGHT.test(lastName(route.callee)) ||
      route.arguments.some(asksForRight) ||
      before.some((used) => isUsedFor(route, used)),
  );
}
