import { callerCredentialFlow } from '../../../flow/sources/credentials.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { FunctionFact, Value } from '../../../model/facts.js';
import { isSameOrigin } from '../../../model/origin.js';
import type { Place, ProviderModel, SourceFile } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import { TAINTED } from '../../../flow/taint.js';
import { passedTo } from '../../../flow/values/passed.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { asking, ownCredentials } from './asked.js';
import { isLostName } from './lost-name.js';
import { madeObject, memberIn } from './made-object.js';
import { ownAuthInstead } from './own-auth.js';

interface WrongClient {
  at: Place;
  fix: readonly Change[] | undefined;
}

/** Calls of the runtime that make a client with other credentials, or none. */
export function clientsWithoutCredentials(provider: ProviderModel): WrongClient[] {
  const { code } = provider.project;
  const own = ownCredentials(provider);
  return provider.files.flatMap((file) =>
    file.facts.calls.flatMap((value) => {
      const path = code.runtime({ file, value: value.callee })?.credentials;
      if (path === undefined) return [];
      const given = code.argument({ file, value }, path);
      if (given && own && isSameOrigin(given.origin, own)) return [];
      if (given && (isLostName(given, code.modules) || passesOn(given, provider))) return [];
      if (given && isDecorated(given, provider)) return [];
      const last = value.arguments.at(-1) ?? value.callee;
      const at = given ? given.file.at(given.value) : file.at(last);
      return [{ at, fix: ownAuthInstead({ file, value: last }, provider) }];
    }),
  );
}

/** A function around getCredentials() that passes its user on, such as a cache by user; also one made by a package. */
function passesOn(given: Located, provider: ProviderModel, seen = new Set<Value>()): boolean {
  if (seen.has(given.value)) return false;
  seen.add(given.value);
  const { code } = provider.project;
  const asks = asking(provider);
  const bodies = code.functions(given).filter((each) => each.function.body);
  if (bodies.length === 0) return isWrapped(given, provider, seen);
  return bodies.some((run) => {
    if (returnsGiven(run, code)) return true;
    const flow = new ArgumentFlow({ run, taint: TAINTED }, code);
    return flow.steps.some((step) => {
      const { file, value } = step.call;
      const [user] = value.arguments;
      if (!user || flow.taint({ file, value: user }).length === 0) return false;
      const callee = { file, value: value.callee };
      return asks(step) || passedTo(callee, code).some((each) => passesOn(each, provider, seen));
    });
  });
}

/** `async () => credentials`, which the function around it was given or has loaded: they are a caller's. */
const returnsGiven = ({ file, function: made }: LocatedFunction, code: Code): boolean =>
  made.returned.length > 0 &&
  made.returned.every((value) => {
    const declared = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
    return (
      declared !== undefined &&
      declared.within !== -1 &&
      callerCredentialFlow(code).taint({ file, value }).length > 0
    );
  });

/** Part of what a function or class of the project makes of the sign-in, with all that it was given: `traced({ ...auth })`. */
function isDecorated({ file, value }: Located, provider: ProviderModel): boolean {
  if (value.is !== 'member') return false;
  const { code } = provider.project;
  const made = madeObject({ file, value: value.object }, code);
  const own = ownCredentials(provider);
  const passed = made
    ? passedTo({ file: made.file, value: memberIn(made.value, value.name) }, code)
    : [];
  const ours = passed.filter((each) => each.file.provider === provider.name);
  return (
    ours.length > 0 &&
    ours.every(
      (each) => (own && isSameOrigin(each.origin, own)) || passesOn(each, provider, new Set()),
    )
  );
}

/** What signs the requests of a client, where it does not use the credentials that it gets. */
export function idleSigners(provider: ProviderModel): Place[] {
  const { code, documents } = provider.project;
  if (textAt(documents.config, 'providers', provider.name, 'auth')?.text === 'none') return [];
  return provider.files.flatMap((file) =>
    file.facts.calls.flatMap((value) => {
      const [position] = code.runtime({ file, value: value.callee })?.credentials?.split('.') ?? [];
      const given = position === undefined ? undefined : value.arguments[Number(position)];
      const made = given && madeObject({ file, value: given }, code);
      if (made?.value.is !== 'object') return [];
      const signer = made.value.entries.findLast(
        (entry) => entry.is === 'entry' && entry.key === 'authorize',
      );
      const runs = signer ? code.functions({ file: made.file, value: signer.value }) : [];
      return signer && runs.some((run) => run.function.body && isIdle(run.file, run.function))
        ? [made.file.at(signer)]
        : [];
    }),
  );
}

/** A function of the second parameter that does not read it. */
function isIdle({ facts }: SourceFile, fact: FunctionFact): boolean {
  const index = facts.functions.indexOf(fact);
  const credentials = facts.declarations.flatMap(({ within, parameter }, declaration) =>
    within === index && parameter === 1 ? [declaration] : [],
  );
  return (
    !fact.parameters.some(({ rest }) => rest) &&
    !facts.reads.some(({ declaration }) => credentials.includes(declaration))
  );
}

/** `memoize(getCredentials)` of a package. */
function isWrapped(given: Located, provider: ProviderModel, seen: Set<Value>): boolean {
  const { code } = provider.project;
  const { file, value } = code.resolve(given);
  if (value.is !== 'call' || value.construct) return false;
  const own = ownCredentials(provider);
  return (
    code.origin({ file, value: value.callee }).is === 'external' &&
    value.arguments.some((part) => {
      const passed = { file, value: part };
      return (own && isSameOrigin(code.origin(passed), own)) || passesOn(passed, provider, seen);
    })
  );
}
