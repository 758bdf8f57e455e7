import type { Located } from '../model/code.js';
import type { CallValue, Declaration } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { closuresGiven } from './contexts.js';
import type { Bindings, Tracker } from './policy.js';
import { atKey, CLEAN, type Taint, union } from './taint.js';
import { parametersOf } from './values/functions.js';
import { argumentsOf } from './values/tagged.js';
import { writesIn, writtenAt } from './writes.js';

interface Passing {
  call: CallValue;
  position: number;
}

const PASSED = new WeakMap<SourceFile, ReadonlyMap<Declaration, readonly Passing[]>>();

/** What functions of the project put into an object that they are given: `addToken(headers, token)`. */
export function filledTaint(
  tracker: Tracker,
  file: SourceFile,
  object: Declaration,
  bindings: Bindings,
): Taint {
  const { code } = tracker;
  const taints = (passedIn(file).get(object) ?? []).flatMap(({ call, position }) => [
    ...filledByRuntime(tracker, { file, value: call }, position, bindings),
    ...code.implementations({ file, value: call }).map((run) => {
      const parameter = parametersOf(run.file, run.function).find(
        (each) => each.parameter === position && each.path.length === 0,
      );
      const writes = (parameter && writesIn(run.file).get(parameter)) ?? [];
      const inside = writes.filter(({ keys }) => keys.length > 0);
      if (inside.length === 0) return CLEAN;
      const given = argumentsOf({ file, value: call }).map((part) =>
        part ? tracker.taintIn({ file, value: part }, bindings) : CLEAN,
      );
      const closures = closuresGiven({ file, value: call }, code, bindings);
      const inner = tracker.within(run, { taints: given, closures }, bindings);
      return union(
        inside.map((write) =>
          writtenAt(write, tracker.taintIn({ file: run.file, value: write.value }, inner)),
        ),
      );
    }),
  ]);
  return union(taints);
}

/** What the runtime puts into this argument: `auth.authorize(request, credentials)`. */
function filledByRuntime(
  tracker: Tracker,
  call: Located<CallValue>,
  position: number,
  bindings: Bindings,
): readonly Taint[] {
  const { code } = tracker;
  const { fills = {} } = code.runtime({ file: call.file, value: call.value.callee }) ?? {};
  return Object.entries(fills).flatMap(([to, from]) => {
    const [argument, ...keys] = to.split('.');
    const given = Number(argument) === position ? code.argument(call, from) : undefined;
    if (!given) return [];
    const taint = tracker.taintIn(given, bindings);
    return [keys.reduceRight((found, key) => atKey(key, found), taint)];
  });
}

/** The calls that a variable is an argument of. */
function passedIn(file: SourceFile): ReadonlyMap<Declaration, readonly Passing[]> {
  let found = PASSED.get(file);
  if (!found) {
    const lists = new Map<Declaration, Passing[]>();
    for (const call of file.facts.calls) {
      for (const [position, value] of call.arguments.entries()) {
        const name = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
        if (!name) continue;
        const list = lists.get(name);
        if (list) list.push({ call, position });
        else lists.set(name, [{ call, position }]);
      }
    }
    found = lists;
    PASSED.set(file, found);
  }
  return found;
}
