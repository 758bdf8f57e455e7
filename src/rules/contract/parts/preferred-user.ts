import { descendants } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { sourcesOf } from '../../../flow/values/possible.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import { branchCondition } from './branch-condition.js';

const ENVIRONMENT = '#process.env.';

/**
 * The environment variable whose user replaces every caller as soon as it is set: `process.env.OWNER ?? userId`, also in a
 * function, or behind a test of the variable. The other way round it is for those without a user.
 */
export function preferredUser(
  located: Located,
  code: Code,
  seen = new Set<Value>(),
): string | undefined {
  const { file, value } = located;
  if (seen.has(value)) return undefined;
  seen.add(value);
  if (value.is === 'compound') {
    const [first, ...others] = value.parts.map((part) => ({ file, value: part }));
    const isChoice = /^(\?\?|\|\|)$/.test(value.operator);
    if (first && isChoice && others.every((each) => !isFixed(each, code)))
      return variableIn(first, code) ?? preferredUser(first, code, seen);
    const [one, other] = others;
    if (first && one && other && value.operator === '?:' && testsOnlyVariables(first, code))
      return chosen([one, other], code);
  }
  if (value.is === 'call' && !value.construct) {
    const found = code.implementations({ file, value }).map((run) => chosenIn(run, code));
    const variable = found.find((each) => each !== undefined);
    if (variable !== undefined) return variable;
  }
  if (value.is === 'member' || value.is === 'literal') return undefined;
  for (const source of sourcesOf(located, code)) {
    const variable = preferredUser(source, code, seen);
    if (variable !== undefined) return variable;
  }
  return undefined;
}

/** `if (process.env.OWNER) return process.env.OWNER;` */
function chosenIn(run: LocatedFunction, code: Code): string | undefined {
  const { file } = run;
  const { returned } = run.function;
  const isTested = returned.some((value) => {
    const condition = branchCondition(run, value);
    return condition && testsOnlyVariables({ file, value: condition }, code);
  });
  const values = returned.map((value) => ({ file, value }));
  return isTested ? chosen(values, code) : undefined;
}

/** A variable beside a user who is not always the same. */
const chosen = (values: readonly Located[], code: Code): string | undefined =>
  values.some((each) => !isFixed(each, code))
    ? values.map((each) => variableIn(each, code)).find((each) => each !== undefined)
    : undefined;

/** Whether a condition is about variables of the environment, and not about the user. */
function testsOnlyVariables({ file, value }: Located, code: Code): boolean {
  const names = [...descendants(value)].filter(({ is }) => is === 'name' || is === 'member');
  const chains = names.filter(
    (each) => !names.some((other) => other !== each && contains(other, each)),
  );
  return (
    chains.length > 0 &&
    chains.every((each) => variableIn({ file, value: each }, code) !== undefined)
  );
}

function variableIn(located: Located, code: Code): string | undefined {
  for (const each of [located, code.resolve(located)]) {
    const name = externalName(code, each) ?? '';
    if (name.startsWith(ENVIRONMENT)) return name.slice(ENVIRONMENT.length);
  }
  return undefined;
}

const isFixed = (each: Located, code: Code): boolean =>
  code.constant(each) !== undefined || variableIn(each, code) !== undefined;
