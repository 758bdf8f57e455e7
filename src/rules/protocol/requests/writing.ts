import type { Code, Located, LocatedFunction, Step } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { possibleValues } from '../../../flow/values/possible.js';

/** Methods that are not safe (RFC 9110 section 9.2.1). */
const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Clients whose methods are called as those of HTTP are: `axios.post()`. */
const CLIENTS = new Set(['axios', 'ky', 'got', 'superagent', 'needle', 'ofetch']);

/**
 * The first writing method of HTTP that a function uses, into the project's own functions. What signing in sends, in
 * the `signIn` file, is nothing the tool does.
 */
export function writingMethod(
  code: Code,
  run: LocatedFunction,
  signIn: SourceFile | undefined,
): string | undefined {
  for (const step of code.execution(run)) {
    const isSignIn = (call: Located<CallValue>) => {
      const target = code.target(call);
      return target.is === 'function' && target.file === signIn;
    };
    const method = methodOf(code, step);
    if (method !== undefined && ![...step.chain, step.call].some(isSignIn)) return method;
  }
  return undefined;
}

function methodOf(code: Code, { call: { file, value }, target }: Step): string | undefined {
  if (target.is === 'external' && CLIENTS.has(target.module)) {
    const verb = (target.path.split('.').at(-1) ?? '').toUpperCase();
    if (WRITING.has(verb)) return verb;
  }
  for (const argument of value.arguments) {
    const method = methodIn(code, { file, value: argument });
    if (method !== undefined) return method;
  }
  return undefined;
}

/** `method` of an object that is handed over, to `fetch` or to the project's own client, where it can only be such a one. */
function methodIn(code: Code, given: Located): string | undefined {
  const found = code.object(given)?.properties.find(({ key }) => key === 'method');
  const values = found ? possibleValues(found, code) : [];
  const verbs = values.map((each) => String(code.constant(each)).toUpperCase());
  return verbs.every((verb) => WRITING.has(verb)) ? verbs[0] : undefined;
}
