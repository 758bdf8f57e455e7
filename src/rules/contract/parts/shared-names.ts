import { givenIn, parameterOf } from '../../../flow/values/parameter.js';
import { functionsAround } from '../../../flow/values/functions.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { CallValue, FunctionFact } from '../../../model/facts.js';
import type { ProjectModel } from '../../../model/project.js';

/** The name of a provider, and where it is written. */
interface Named extends Located {
  name: string;
}

/** What calls in files of providers use in code that belongs to none, by name; undefined stands for one that is not known. */
type Names = ReadonlyMap<CallValue, ReadonlyMap<string | undefined, Named | undefined>>;

const KNOWN = new WeakMap<ProjectModel, Names>();

/** The name of another provider that a call uses in shared code, where that uses no other name. */
export function sharedName(call: Located<CallValue>, project: ProjectModel): Named | undefined {
  const known = KNOWN.get(project) ?? namesIn(project);
  KNOWN.set(project, known);
  const [named, ...others] = known.get(call.value)?.values() ?? [];
  return others.length === 0 && named?.name !== call.file.provider ? named : undefined;
}

/** `PROVIDER_NAME` of `apiClient(PROVIDER_NAME, auth)`: what that makes sends requests, or has credentials. */
export function namedBy({ file, value }: Located<CallValue>, code: Code): Located | undefined {
  const { provider, returns } = code.runtime({ file, value: value.callee }) ?? {};
  const isClient = returns?.sends !== undefined || returns?.members !== undefined;
  return provider !== undefined && isClient ? code.argument({ file, value }, provider) : undefined;
}

function namesIn({ files, code }: ProjectModel): Names {
  const found = new Map<CallValue, Map<string | undefined, Named | undefined>>();
  const users = new Map<string | undefined, Users>();
  const add = ({ file, value }: Located<CallValue>, named: Named | undefined) => {
    if (file.provider !== undefined) {
      const names = found.get(value) ?? new Map<string | undefined, Named | undefined>();
      found.set(value, names.set(named?.name, named));
      return;
    }
    const { functions } = users.get(named?.name) ?? { functions: new Map() };
    users.set(named?.name, { named, functions });
    for (const each of functionsAround(file, value)) functions.set(each, { file, function: each });
  };
  const namedAs = (located: Located | undefined): Named | undefined => {
    const name = located && code.constant(located);
    return located && typeof name === 'string' ? { ...located, name } : undefined;
  };
  for (const file of files.values()) {
    for (const value of file.test || file.provider !== undefined ? [] : file.facts.calls) {
      const given = namedBy({ file, value }, code);
      const parameter = given && parameterOf(given, code);
      if (parameter)
        for (const call of code.callers(parameter))
          add(call, namedAs(givenIn(call, parameter, code)));
      else if (given) add({ file, value }, namedAs(given));
    }
  }
  // A map grows while it is walked through.
  for (const { named, functions } of users.values())
    for (const each of functions.values()) for (const call of code.callers(each)) add(call, named);
  return found;
}

/** The shared functions that use a name, directly or through each other. */
interface Users {
  named: Named | undefined;
  functions: Map<FunctionFact, LocatedFunction>;
}
