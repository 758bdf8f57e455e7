import type { Code, Located, Step, ToolDefinition } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { changingVerb, isMutation } from './texts.js';

/** Methods that are not safe (RFC 9110 section 9.2.1). */
const WRITING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Clients whose methods are called as those of HTTP are: `axios.post()`. */
const CLIENTS = new Set(['axios', 'ky', 'got', 'superagent', 'needle', 'ofetch']);

/**
 * How a tool changes data, as a sentence says it: `sends a DELETE request`. The project's own functions are followed.
 * What signing in sends, in the `signIn` file, is nothing the tool does.
 */
export function changeOf(
  tool: ToolDefinition,
  code: Code,
  signIn: SourceFile | undefined,
  methods = WRITING,
): string | undefined {
  const made = tool.property('run');
  const verb = made && changingVerb(made, code);
  if (verb !== undefined) return `runs "${verb}" in the database`;
  if (!tool.run) return undefined;
  for (const step of code.execution(tool.run)) {
    const isSignIn = (call: Located<CallValue>) => {
      const target = code.target(call);
      return target.is === 'function' && target.file === signIn;
    };
    const change = changeIn(step, code, methods);
    if (change !== undefined && ![...step.chain, step.call].some(isSignIn)) return change;
  }
  return undefined;
}

function changeIn(step: Step, code: Code, methods: ReadonlySet<string>): string | undefined {
  const { file, value } = step.call;
  const verb = changingVerb({ file, value: value.callee }, code) ?? changingVerb(step.call, code);
  if (verb !== undefined) return `runs "${verb}" in the database`;
  if (value.arguments.some((given) => isMutation({ file, value: given }, code)))
    return 'sends a GraphQL mutation';
  const method = methodOf(code, step);
  return method !== undefined && methods.has(method) ? `sends a ${method} request` : undefined;
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
