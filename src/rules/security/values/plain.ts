import type { Code, Located, Target } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import { foreignName } from './origins.js';

/** Without its detour: `exec.call(null, text)`, `exec.apply(null, [text])`, `Reflect.apply(exec, null, [text])`. */
export function plain(call: Located<CallValue>, code: Code): Located<CallValue> {
  const { file, value } = call;
  const { callee, arguments: given } = value;
  if (callee.is !== 'member' || !/^(call|apply)$/.test(callee.name)) return call;
  const isReflected = foreignName(code, { file, value: callee }) === '#Reflect.apply';
  const [called, , ...rest] = isReflected ? given : [callee.object, ...given];
  if (!called || !isFunction({ file, value: called }, code)) return call;
  const handed = callee.name === 'call' ? rest : rest.slice(0, 1).flatMap(itemsOf);
  return { file, value: { ...value, callee: called, arguments: handed } };
}

const isFunction = (called: Located, code: Code) =>
  foreignName(code, called) !== undefined || code.functions(called).length > 0;

const itemsOf = (list: Value): readonly Value[] =>
  list.is === 'array'
    ? list.items.flatMap((item) => item ?? [])
    : [{ is: 'spread', start: list.start, end: list.end, value: list }];

/** What a call runs; where that is a parameter, what the call that led here gives for it. */
export function targetFrom(
  call: Located<CallValue>,
  outer: Located<CallValue> | undefined,
  code: Code,
): Target {
  const target = code.target(call);
  if (target.is !== 'declared' || target.path !== '' || !outer) return target;
  const { file, declaration } = target;
  const led = code.target(outer);
  const isHanded =
    led.is === 'function' &&
    led.function === file.facts.functions[declaration.within] &&
    declaration.path.length === 0;
  const given = isHanded ? outer.value.arguments[declaration.parameter ?? -1] : undefined;
  if (!given) return target;
  const handed = { file: outer.file, value: given };
  const found = code.functions(handed).findLast((each) => each.function.body);
  return found ? { is: 'function', ...found } : code.origin(handed);
}
