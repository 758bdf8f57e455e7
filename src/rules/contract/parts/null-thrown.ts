import { loadsCredentials } from '../../../flow/sources/credentials.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { Place } from '../../../model/project.js';
import { branchCondition } from './branch-condition.js';
import { alwaysFails } from './unfinished.js';

/** Where a function of the contract throws because there are no credentials, itself or in a function that it calls. */
export function nullThrown(loader: LocatedFunction, code: Code): Place | undefined {
  const { file, function: made } = loader;
  const own = thrownFor(loader, (value) => isLoaded({ file, value }, code));
  if (own) return own;
  // `found ?? fail()`
  const failing = file.facts.operations.find(({ operator, parts: [first, second], ...span }) => {
    if (!/^(\?\?|\|\|)$/.test(operator) || !contains(made, span) || !first || !second) return false;
    const target = second.is === 'call' ? code.target({ file, value: second }) : undefined;
    const fails = target?.is === 'function' && alwaysFails(target, code);
    return fails && isLoaded({ file, value: first }, code);
  });
  if (failing) return file.at(failing);
  // `required(await auth.getCredentials(userId))`, and `auth.getCredentials(userId).then(required)`
  for (const value of file.facts.calls.filter((each) => contains(made, each))) {
    const { callee, arguments: given } = value;
    const isThen = callee.is === 'member' && callee.name === 'then';
    const position = isThen ? 0 : given.findIndex((each) => isLoaded({ file, value: each }, code));
    if (position === -1 || (isThen && !isLoaded({ file, value: callee.object }, code))) continue;
    const [handler] = given;
    const target = code.target({ file, value });
    const runs = isThen && handler ? code.functions({ file, value: handler }) : [];
    for (const run of target.is === 'function' ? [target] : runs) {
      const { facts } = run.file;
      const isParameter = (part: Value) => {
        const declaration = part.is === 'name' ? facts.declarations[part.declaration] : undefined;
        return (
          declaration?.parameter === position &&
          declaration.path.length === 0 &&
          facts.functions[declaration.within] === run.function
        );
      };
      if (thrownFor(run, isParameter)) return file.at(value);
    }
  }
  return undefined;
}

/** `if (!found) throw …`, where that is all that is asked. */
function thrownFor(run: LocatedFunction, is: (value: Value) => boolean): Place | undefined {
  const thrown = run.function.thrown.find((error) => {
    const condition = branchCondition(run, error);
    return condition !== undefined && asksForNull(condition, is);
  });
  return thrown && run.file.at(thrown);
}

function asksForNull(condition: Value, is: (value: Value) => boolean): boolean {
  if (condition.is !== 'compound') return false;
  const { operator, parts } = condition;
  if (operator === '||') return parts.every((part) => asksForNull(part, is));
  if (operator === '!') return parts.some(is);
  return /^={2,3}$/.test(operator) && parts.some(is) && parts.some(isNothing);
}

const isNothing = (value: Value): boolean =>
  (value.is === 'literal' && /^(null|undefined)$/.test(value.type)) ||
  (value.is === 'name' && value.name === 'undefined');

/** What getCredentials() resolves with, as a whole. */
function isLoaded(of: Located, code: Code): boolean {
  const isEnd = (each: Located) => loadsCredentials(each, code);
  return possibleValues(of, code, isEnd).some(isEnd);
}
