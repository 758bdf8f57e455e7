import { isEnvironment } from '../../../flow/sources/environment.js';
import { descendants } from '../../../flow/values/children.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { reachesOutside } from './outlasting.js';
import { recordsIn } from './records.js';
import { isNumbered, isSample } from './samples.js';

/**
 * Samples that a function which sends a request returns in some cases: `response.body ?? SAMPLE`, or
 * `if (!online) return SAMPLE`. Not those of errors, which are looked at on their own, and not those that an operator of
 * the server switches on with a variable.
 */
export function samplesBesideRequests(located: LocatedFunction, code: Code): Located[] {
  const { file, function: made } = located;
  const { handlers } = file.facts;
  const samples = made.returned.filter(
    (value) =>
      !handlers.some((each) => contains(made, each) && contains(each, value)) &&
      !isSwitchedOn({ file, value }, code) &&
      recordsIn({ file, value }, code).some(
        (record) =>
          isSample(record, code) ||
          (isResult(record, { file, value }, code) && isNumbered(record, code)),
      ),
  );
  return samples.length > 0 && reachesOutside(located, code)
    ? samples.map((value) => ({ file, value }))
    : [];
}

/** The record is the result itself: one in a result can be of a table that the code knows. */
const isResult = (record: Located, returned: Located, code: Code): boolean =>
  possibleValues(returned, code).some(({ value }) => value === record.value);

/** It is in a branch of a variable of the environment. */
const isSwitchedOn = (at: Located, code: Code): boolean =>
  [...branchesAround(at.file, at.value), ...choicesIn(at.value)].some((condition) =>
    [...descendants(condition)].some((part) =>
      readsEnvironment({ file: at.file, value: part }, code),
    ),
  );

function readsEnvironment(part: Located, code: Code): boolean {
  if (part.value.is !== 'name' && part.value.is !== 'member') return false;
  const { file, value } = code.resolve(part);
  return [...descendants(value)].some((each) => isEnvironment({ file, value: each }, code));
}

/** What is tested in front of the branches around a value. */
const branchesAround = ({ facts }: SourceFile, value: Value): readonly Value[] =>
  facts.branches
    .filter((each) => contains(each, value))
    .flatMap(({ of, start }) =>
      facts.conditions.filter((each) => of <= each.start && each.end <= start),
    );

const choicesIn = (value: Value): readonly Value[] =>
  [...descendants(value)].flatMap((each) =>
    each.is === 'compound' && each.operator === '?:' ? each.parts.slice(0, 1) : [],
  );
