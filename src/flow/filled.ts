import type { CallValue, Declaration } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { closuresGiven } from './contexts.js';
import type { Bindings, Tracker } from './policy.js';
import { CLEAN, type Taint, union } from './taint.js';
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
  const taints = (passedIn(file).get(object) ?? []).flatMap(({ call, position }) =>
    code.implementations({ file, value: call }).map((run) => {
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
  );
  return union(taints);
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
