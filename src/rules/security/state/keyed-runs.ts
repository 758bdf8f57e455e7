import { contains } from '../../../flow/values/spans.js';
import { descendants } from '../../../flow/values/children.js';
import type { Code } from '../../../model/code.js';
import type { Declaration, FunctionFact, Value } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { type SharedRun, type SharedWrite, sharedWrites } from './writes.js';

/** Calls of functions that store something under a key that they are given: `cache.get(key, load)`. */
export function* keyedRuns(file: SourceFile, project: ProjectModel): Generator<SharedRun> {
  for (const value of file.facts.calls) {
    if (value.within === -1) continue;
    const call = { file, value };
    for (const run of project.code.implementations(call)) {
      const stores = keyedIn(run.file, project).get(run.function);
      if (stores) yield { target: value.callee, call, run, stores };
    }
  }
}

/** Whether the callers of the function choose the key: each of these calls is looked at. */
export function isKeyedByCallers(
  file: SourceFile,
  write: SharedWrite,
  project: ProjectModel,
): boolean {
  const made = keyedBy(write, file);
  return made !== undefined && isCalled(file, made, project.code);
}

const isCalled = (file: SourceFile, made: FunctionFact, code: Code): boolean =>
  code.callers({ file, function: made }).some(({ value }) => value.within !== -1);

const KEYED = new WeakMap<SourceFile, ReadonlyMap<FunctionFact, readonly SharedWrite[]>>();

/** Writes with a key that is a parameter of their function, or is made of one, by function. */
function keyedIn(file: SourceFile, project: ProjectModel) {
  const known = KEYED.get(file);
  if (known) return known;
  const found = new Map<FunctionFact, SharedWrite[]>();
  KEYED.set(file, found);
  for (const write of sharedWrites(file, project)) {
    const made = keyedBy(write, file);
    if (!made) continue;
    const list = found.get(made);
    if (list) list.push(write);
    else found.set(made, [write]);
  }
  return found;
}

/** The function around a write that has a parameter in the key. */
function keyedBy({ keys = [], target }: SharedWrite, file: SourceFile): FunctionFact | undefined {
  const [parameter] = keys.flatMap((key) => parametersIn(key, file));
  const made = parameter && file.facts.functions[parameter.within];
  return made && contains(made, target) ? made : undefined;
}

const parametersIn = (key: Value, { facts }: SourceFile): readonly Declaration[] =>
  [...descendants(key)].flatMap((part) => {
    const declared = part.is === 'name' ? facts.declarations[part.declaration] : undefined;
    return declared?.kind === 'parameter' ? [declared] : [];
  });

const POSITIONS = new WeakMap<readonly SharedWrite[], ReadonlySet<number>>();

/** The arguments of a call that become a part of a key. */
export function keysGiven({ call, run, stores }: SharedRun): readonly Value[] {
  const positions =
    POSITIONS.get(stores) ??
    new Set(
      stores.flatMap(({ keys = [] }) =>
        keys.flatMap((key) =>
          parametersIn(key, run.file).flatMap(({ parameter, within }) =>
            run.file.facts.functions[within] === run.function ? (parameter ?? []) : [],
          ),
        ),
      ),
    );
  POSITIONS.set(stores, positions);
  return call.value.arguments.filter((_, position) => positions.has(position));
}
