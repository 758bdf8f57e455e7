import { directCall } from '../../../flow/values/direct-call.js';
import { lastName } from '../../../flow/values/children.js';
import { parameterOf } from '../../../flow/values/parameter.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';
import { contractName, TAKES_USER } from './swapped-user.js';

/** Functions that return another one with its first arguments set: of lodash, of Ramda, or of the project. */
const PRESETS =
  /^(partial(_apply)?|papply|bind(_\w+)?|curry(_\w+)?|preset|(with|for|as)(_\w+)?_user|(with|for|as)_(owner|account|identity)|on_behalf_of)$/;

/** A user that a function of the contract gets. */
export interface BoundUser {
  user: Located;
  called: string;
}

/** Users that functions of the contract get otherwise than in a call by their name: bound, passed on or renamed. */
export const boundUsers = (file: SourceFile, code: Code): readonly BoundUser[] =>
  file.facts.calls.flatMap((value) => boundIn({ file, value }, code) ?? []);

function boundIn({ file, value }: Located<CallValue>, code: Code): BoundUser | undefined {
  const { callee, arguments: given } = value;
  const named = (part: Value) => contractName({ file, value: part }, code);
  if (callee.is === 'member' && callee.name === 'bind') {
    const called = named(callee.object);
    const [, user] = given;
    return called !== undefined && user ? { called, user: { file, value: user } } : undefined;
  }
  if (PRESETS.test(words(lastName(callee)))) {
    const [load, preset] = given;
    const called = load && named(load);
    // Ramda takes them as a list.
    const user = preset?.is === 'array' ? preset.items[0] : preset;
    return called !== undefined && user ? { called, user: { file, value: user } } : undefined;
  }
  const direct = directCall({ file, value }, code);
  const [user] = direct.value.arguments;
  const isBound = callee.is === 'name' && direct.value.callee !== callee;
  // What is bound is looked at where that happens, and a call by name as such.
  if (!user || isBound || (direct.value === value && TAKES_USER.test(lastName(callee))))
    return undefined;
  const called = named(direct.value.callee);
  return called === undefined ? undefined : { called, user: { file, value: user } };
}

/** What calls give for a user that is a parameter, where the project shows all calls of that function. */
export function givenToAll(user: Located, code: Code): readonly Located[] {
  const parameter = parameterOf(user, code);
  if (!parameter || parameter.declaration.init || parameter.declaration.fallback) return [];
  const calls = code.callers(parameter);
  if (calls.length === 0 || calls.length !== usesIn(parameter.file).get(parameter.function))
    return [];
  const given = calls.flatMap((call) => code.argument(call, parameter.path) ?? []);
  return given.length === calls.length ? given : [];
}

const USES = new WeakMap<SourceFile, ReadonlyMap<FunctionFact, number>>();

/** How often the functions of a file are named in it; those that it exports can be named elsewhere. */
function usesIn(file: SourceFile): ReadonlyMap<FunctionFact, number> {
  let uses = USES.get(file);
  if (!uses) {
    const { declarations, exports, reads, functions } = file.facts;
    const exported = new Set(exports.map(({ declaration }) => declaration));
    const counts = declarations.map(() => 0);
    for (const { declaration } of reads) counts[declaration] = (counts[declaration] ?? 0) + 1;
    uses = new Map(
      declarations.flatMap(({ init, functions: own = [] }, index) => {
        if (exported.has(index)) return [];
        return [...own, ...(init?.is === 'function' ? [init.function] : [])].flatMap((each) => {
          const made = functions[each];
          return made ? [[made, counts[index] ?? 0] as const] : [];
        });
      }),
    );
    USES.set(file, uses);
  }
  return uses;
}
