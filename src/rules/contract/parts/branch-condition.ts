import { contains } from '../../../flow/values/spans.js';
import type { LocatedFunction } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';

/** The condition of the innermost branch in a function around a value. */
export function branchCondition(
  { file, function: made }: LocatedFunction,
  value: Value,
): Value | undefined {
  const { branches, conditions } = file.facts;
  const branch = branches.findLast((each) => contains(made, each) && contains(each, value));
  return branch && conditions.find(({ start, end }) => branch.of <= start && end <= branch.start);
}
