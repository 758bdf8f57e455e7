import type { Code, Located, Target } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { ArgumentPath, SinkKind } from '../../model/runtime.js';

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
    each === kind ? partsAt(call, path, code) : [],
  );
}

/** `1.cause`, and what the function at `2.explain()` returns. */
function partsAt(call: Located<CallValue>, path: ArgumentPath, code: Code): readonly Located[] {
  const [, of = path, called] = /^(.*?)(\(\))?$/.exec(path) ?? [];
  const given = code.argument(call, of);
  if (!given) return [];
  if (called === undefined) return [given];
  return code
    .functions(given)
    .flatMap(({ file, function: made }) => made.returned.map((value) => ({ file, value })));
}
