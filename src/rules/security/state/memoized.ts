import { callerFlow } from '../../../flow/sources/callers.js';
import type { TaintTracker } from '../../../flow/tracker.js';
import { externalName } from '../../../flow/values/external-name.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Packages whose memoized functions are told apart by their first argument only. */
const BY_FIRST =
  /^(lodash(-es)?#(default\.)?memoize|(lodash\.memoize|lodash(-es)?\/memoize(\.js)?|mem|p-memoize)#default|es-toolkit(\/\w+)?#memoize)$/;
/** The option of a further argument that makes the key. */
const KEY_OPTION = 'cacheKey';

/** A function of which a package keeps the results for all callers. */
export interface Memoized {
  call: CallValue;
  run: LocatedFunction;
  /** What the results are told apart by. */
  keys: readonly Located[];
}

/** `memoize((id, context) => callApi(…, context))` */
export function* memoizedIn(file: SourceFile, code: Code): Generator<Memoized> {
  for (const call of file.facts.calls) {
    const [made, resolver] = call.arguments;
    if (!made || !BY_FIRST.test(externalName(code, { file, value: call.callee }) ?? '')) continue;
    const run = code.functions({ file, value: made }).findLast((each) => each.function.body);
    if (!run) continue;
    const options = resolver && code.resolve({ file, value: resolver }).value.is === 'object';
    const resolve = options
      ? code.object({ file, value: resolver })?.properties.find(({ key }) => key === KEY_OPTION)
      : resolver && { file, value: resolver };
    const resolvers = resolve ? code.functions(resolve).filter((each) => each.function.body) : [];
    if (resolve && resolvers.length === 0) continue;
    const keys = resolvers.flatMap((each) =>
      each.function.returned.map((value) => ({ file: each.file, value })),
    );
    yield { call, run, keys: resolve ? keys : firstParameter(run) };
  }
}

/** As its reads name it. */
const firstParameter = ({ file, function: made }: LocatedFunction): Located[] =>
  file.facts.reads.flatMap((value) => {
    const { parameter, within = -1 } = file.facts.declarations[value.declaration] ?? {};
    return parameter === 0 && file.facts.functions[within] === made ? [{ file, value }] : [];
  });

/** Whether its results hold such data, under a key that does not tell callers apart. */
export function keepsForAll({ run, keys }: Memoized, flow: TaintTracker, code: Code): boolean {
  const { file } = run;
  const isHeld = (value: Value) => flow.taint({ file, value }).length > 0;
  return (
    run.function.returned.some(isHeld) &&
    !keys.some((key) => callerFlow(code).taint(key).length > 0)
  );
}
