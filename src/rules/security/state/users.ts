import { loadsCredentials } from '../../../flow/sources/credentials.js';
import { parametersOf } from '../../../flow/values/functions.js';
import { passedTo } from '../../../flow/values/passed.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { CallValue, Declaration } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

const USERS = new WeakMap<SourceFile, ReadonlySet<number>>();

/** The variables whose credentials a file loads, whatever their names, also through functions that it is given. */
export function usersIn(file: SourceFile, code: Code): ReadonlySet<number> {
  const known = USERS.get(file);
  if (known) return known;
  const found = new Set<number>();
  // Of a file that depends on itself.
  USERS.set(file, found);
  for (const value of file.facts.calls) {
    for (const [position, given] of value.arguments.entries()) {
      if (given.is !== 'name' || given.declaration === -1 || found.has(given.declaration)) continue;
      if (isUser({ file, value }, position, code)) found.add(given.declaration);
    }
  }
  return found;
}

/** The called function loads the credentials of this argument. */
function isUser(call: Located<CallValue>, position: number, code: Code): boolean {
  if (loadsCredentials(call, code)) return position === 0;
  const callee = { file: call.file, value: call.value.callee };
  const runs = [
    ...code.implementations(call),
    ...passedTo(callee, code).flatMap(
      (passed) => code.functions(passed).findLast((each) => each.function.body) ?? [],
    ),
  ];
  return runs.some((run) =>
    parametersOf(run.file, run.function).some(
      (each) => each.parameter === position && each.path.length === 0 && isLoaded(run, each, code),
    ),
  );
}

const isLoaded = ({ file }: LocatedFunction, parameter: Declaration, code: Code): boolean =>
  usersIn(file, code).has(file.facts.declarations.indexOf(parameter));
