import type { Located, Step } from '../../../model/code.js';
import type { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import { admits } from '../../../flow/sources/free-arguments.js';

/** The code tests the argument: `if (!/^[\\w-]+$/.test(id)) throw …`. */
export function isTested(part: Located, flow: ArgumentFlow): boolean {
  const { code } = flow;
  const argument = code.origin(part);
  if (argument.is !== 'declared') return false;
  return flow.steps.some((step) => {
    const tested = testedIn(step, flow);
    if (!tested) return false;
    const origin = code.origin(tested);
    return (
      origin.is === 'declared' &&
      origin.declaration === argument.declaration &&
      origin.path === argument.path
    );
  });
}

/** What a regular expression that admits no way out of a path is matched with. */
function testedIn({ call: { file, value } }: Step, { code }: ArgumentFlow): Located | undefined {
  const { callee, arguments: given } = value;
  const [first] = given;
  if (callee.is !== 'member' || !first || !/^(test|match)$/.test(callee.name)) return undefined;
  const [regexp, text] = callee.name === 'test' ? [callee.object, first] : [first, callee.object];
  const { value: pattern } = code.resolve({ file, value: regexp });
  if (pattern.is !== 'literal' || pattern.type !== 'regexp') return undefined;
  const source = String(pattern.value);
  return admits(source.slice(1, source.lastIndexOf('/'))) ? undefined : { file, value: text };
}
