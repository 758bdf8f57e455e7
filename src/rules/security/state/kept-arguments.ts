import { argumentFlows } from '../../../flow/sources/arguments.js';
import { contains } from '../../../flow/values/spans.js';
import type { FunctionFact, Span, Value } from '../../../model/facts.js';
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
function isOnlyCompared({ facts }: SourceFile, target: Value): boolean {
  if (target.is !== 'name') return false;
  const compared = facts.operations.filter(({ operator }) => /^[!=]==?$/.test(operator));
  const written = facts.assignments.map((each) => each.target);
  const isPartOf = (read: Span) => (part: Span) => contains(part, read);
  return facts.reads
    .filter(({ declaration }) => declaration === target.declaration)
    .every(
      (read) =>
        written.some(isPartOf(read)) ||
        compared.some(({ parts }) =>
          parts.some((part) => part.is === 'name' && contains(part, read)),
        ),
    );
}
