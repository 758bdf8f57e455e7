import type { Code, Located, Target } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { SinkKind } from '../../model/runtime.js';

/** What a call passes to sinks of one kind; `target` is what it calls, where the caller knows more than the code shows. */
export function sinkArguments(
  call: Located<CallValue>,
  kind: SinkKind,
  code: Code,
  target?: Target,
): readonly Located[] {
  const { sinks = {} } =
    code.runtime(target ?? { file: call.file, value: call.value.callee }) ?? {};
  return Object.entries(sinks).flatMap(([path, each]) =>
    each === kind ? (code.argument(call, path) ?? []) : [],
  );
}
