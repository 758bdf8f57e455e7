import { argumentFlows } from '../../../flow/sources/arguments.js';
import { contains } from '../../../flow/values/spans.js';
import type { FunctionFact, Value } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { sharedWrites } from './writes.js';

/** Writes of texts that a caller passes to a tool: `this.#space = given ?? this.#space`, which the next caller gets. */
export function* keptArguments(
  file: SourceFile,
  project: ProjectModel,
  users: ReadonlySet<string>,
): Generator<Value> {
  // What is added to a list is not taken for the value of the next caller.
  const assigned = new Set(file.facts.assignments.map(({ target }) => target));
  const writes = sharedWrites(file, project).filter(
    ({ keys, target }) => !keys && assigned.has(target) && !isOnlyCompared(file, target),
  );
  if (writes.length === 0) return;
  const flows = project.providers
    .filter(({ name }) => users.has(name))
    .flatMap((provider) => argumentFlows(provider).map(({ flow }) => flow));
  for (const { target, value } of writes) {
    const isEntered = ({
      file: from,
      function: made,
    }: {
      file: SourceFile;
      function: FunctionFact;
    }) => from === file && contains(made, target);
    const isGiven = flows.some(
      (flow) => flow.functions.some(isEntered) && flow.taint({ file, value }).length > 0,
    );
    if (isGiven) yield target;
  }
}

/** `if (pattern === last) return compiled`: nobody gets it, the result for it is used again. */
const isOnlyCompared = (file: SourceFile, target: Value): boolean =>
  target.is === 'name' && !givenOn(file).has(target.declaration);

const GIVEN_ON = new WeakMap<SourceFile, ReadonlySet<number>>();

/** The variables that are read for more than a comparison. */
function givenOn(file: SourceFile): ReadonlySet<number> {
  const known = GIVEN_ON.get(file);
  if (known) return known;
  const { assignments, operations, reads } = file.facts;
  const compared = operations.filter(({ operator }) => /^[!=]==?$/.test(operator));
  const idle = new Set(
    [...compared.flatMap(({ parts }) => parts), ...assignments.map(({ target }) => target)].map(
      ({ start }) => start,
    ),
  );
  const found = new Set(
    reads.flatMap(({ start, declaration }) => (idle.has(start) ? [] : [declaration])),
  );
  GIVEN_ON.set(file, found);
  return found;
}
