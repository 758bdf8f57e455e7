import type { Code, Located, Target } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { externalName } from './external-name.js';

/**
 * The call behind `exec.call(null, text)`, `exec.apply(null, [text])`, `Reflect.apply(exec, null, [text])`, `exec(...[text])`,
 * and behind `run(text)` where that is `exec.bind(null, options)`.
 */
export function directCall(call: Located<CallValue>, code: Code): Located<CallValue> {
  const { file, value } = call;
  const { callee, arguments: given } = value;
  const bound = boundBy(call, code);
  if (bound) return directCall({ file, value: { ...value, ...bound } }, code);
  if (callee.is !== 'member' || !/^(call|apply)$/.test(callee.name)) return withItems(call, code);
  const isReflected = externalName(code, { file, value: callee }) === '#Reflect.apply';
  const [called, , ...rest] = isReflected ? given : [callee.object, ...given];
  if (!called || !isFunction({ file, value: called }, code)) return call;
  const passed = callee.name === 'call' ? rest : rest.slice(0, 1).map(spreadOf);
  return withItems({ file, value: { ...value, callee: called, arguments: passed } }, code);
}

/** The function that `bind` was called on, with its arguments before those of the call; where it is in the same file. */
function boundBy({ file, value }: Located<CallValue>, code: Code) {
  if (value.callee.is !== 'name') return undefined;
  const { kind, init: made } = file.facts.declarations[value.callee.declaration] ?? {};
  if (kind !== 'const' || made?.is !== 'call' || made.callee.is !== 'member') return undefined;
  const { object, name } = made.callee;
  if (name !== 'bind' || !isFunction({ file, value: object }, code)) return undefined;
  return { callee: object, arguments: [...made.arguments.slice(1), ...value.arguments] };
}

const isFunction = (called: Located, code: Code) =>
  externalName(code, called) !== undefined || code.functions(called).length > 0;

const spreadOf = (list: Value): Value => ({
  is: 'spread',
  start: list.start,
  end: list.end,
  value: list,
});

/** With the items of a list in the place of the spread, where these are in the same file. */
function withItems({ file, value }: Located<CallValue>, code: Code): Located<CallValue> {
  if (!value.arguments.some(({ is }) => is === 'spread')) return { file, value };
  const passed = value.arguments.flatMap((given) => {
    const items = given.is === 'spread' ? code.list({ file, value: given.value }) : undefined;
    return items?.every((item) => item.file === file) ? items.map((item) => item.value) : [given];
  });
  return { file, value: { ...value, arguments: passed } };
}

/** What a call runs; where that is a parameter, the argument of the call that led here. */
export function targetInContext(
  call: Located<CallValue>,
  outer: Located<CallValue> | undefined,
  code: Code,
): Target {
  const target = code.target(call);
  if (target.is !== 'declared' || target.path !== '' || !outer) return target;
  const { file, declaration } = target;
  const led = code.target(outer);
  const isPassed =
    led.is === 'function' &&
    led.function === file.facts.functions[declaration.within] &&
    declaration.path.length === 0;
  const given = isPassed ? outer.value.arguments[declaration.parameter ?? -1] : undefined;
  if (!given) return target;
  const passed = { file: outer.file, value: given };
  const found = code.functions(passed).findLast((each) => each.function.body);
  return found ? { is: 'function', ...found } : code.origin(passed);
}
