import type { Located, LocatedFunction, Step } from '../../../model/code.js';
import type { CallValue, FunctionFact } from '../../../model/facts.js';
import { isSameOrigin } from '../../../model/origin.js';
import type { Place, ProviderModel } from '../../../model/project.js';
import { hasFixedAddress, reachesNetwork } from '../../../flow/sinks/network.js';
import { identifiesCaller } from '../../../flow/sources/callers.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { asking, isDropped, mayPrecede, mayUse, ownCredentials } from './asked.js';
import { ownCall } from './entrances.js';

export interface Unauthenticated {
  /** The request, or the call of the provider that leads to it. */
  call: Located<CallValue>;
  /** The call that loads credentials which it does not use. */
  unused: Located<CallValue> | undefined;
}

/** Calls of the runtime that make a client with other credentials, or none. */
export function clientsWithoutCredentials(provider: ProviderModel): Place[] {
  const { code } = provider.project;
  const own = ownCredentials(provider);
  return provider.files.flatMap((file) =>
    file.facts.calls.flatMap((value) => {
      const path = code.runtime({ file, value: value.callee })?.credentials;
      if (path === undefined) return [];
      const given = code.argument({ file, value }, path);
      if (given && own && isSameOrigin(given.origin, own)) return [];
      if (given && passesOn(given, provider)) return [];
      return [given ? given.file.at(given.value) : file.at(value.arguments.at(-1) ?? value.callee)];
    }),
  );
}

/** A function around getCredentials() that asks it for the user it is asked for, such as a cache by user. */
function passesOn(given: Located, provider: ProviderModel): boolean {
  const { code } = provider.project;
  const asks = asking(provider);
  const isOfCaller = ({ call: { file, value } }: Step) => {
    const [user] = value.arguments;
    return user !== undefined && identifiesCaller({ file, value: user }, code);
  };
  return code
    .functions(given)
    .some((each) => [...code.execution(each)].some((step) => asks(step) && isOfCaller(step)));
}

/** Requests that a function sends, at any depth, without credentials of the provider. */
export function* callsWithoutCredentials(
  provider: ProviderModel,
  start: LocatedFunction,
  entered: Set<FunctionFact>,
): Generator<Unauthenticated> {
  entered.add(start.function);
  const { code } = provider.project;
  const asks = asking(provider);
  const asked: Step[] = [];
  const dropped: Step[] = [];
  // Without credentials to send, the call alone is enough.
  const isOpen =
    textAt(provider.project.documents.config, 'providers', provider.name, 'auth')?.text === 'none';
  let sent = false;
  const reported = new Set<CallValue>();
  for (const step of code.execution(start)) {
    const { target } = step;
    if (target.is === 'function') entered.add(target.function);
    if (code.runtime(target)?.sends) {
      sent = true;
      continue;
    }
    if (asks(step)) (isOpen || !isDropped(step) ? asked : dropped).push(step);
    if (!reachesNetwork(target, code)) continue;
    // An address from a response, such as a signed URL, is called without credentials.
    if (sent && !hasFixedAddress(step, code)) continue;
    const before = asked.filter((each) => mayPrecede(each, step));
    if (before.some((each) => isOpen || mayUse(step, each, code))) continue;
    dropped.push(...before);
    const call = ownCall(provider, [...step.chain, step.call]);
    if (!call || reported.has(call.value)) continue;
    reported.add(call.value);
    const unused = dropped.find((each) => mayPrecede(each, step))?.call;
    yield { call, unused };
  }
}
