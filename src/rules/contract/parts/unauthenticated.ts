import type { Code, Located, LocatedFunction, Step } from '../../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../../model/facts.js';
import { isSameOrigin } from '../../../model/origin.js';
import type { Place, ProviderModel } from '../../../model/project.js';
import { reachesNetwork } from '../../../flow/sinks/network.js';
import { responseFlow } from '../../../flow/sources/callers.js';
import { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import { TAINTED } from '../../../flow/taint.js';
import { directCall } from '../../../flow/values/direct-call.js';
import { externalName } from '../../../flow/values/external-name.js';
import { passedTo } from '../../../flow/values/passed.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { asking, isDropped, mayPrecede, mayUse, ownCredentials } from './asked.js';
import { ownCall } from './entrances.js';
import { hiddenCode } from './hidden-code.js';
import { isLostName } from './lost-name.js';

export interface Unauthenticated {
  /** The request, or the call of the provider that leads to it. */
  call: Located<CallValue>;
  /** The call that loads credentials which it does not use. */
  unused: Located<CallValue> | undefined;
  /** It is not known whether it sends a request. */
  unseen: boolean;
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
      if (given && (isLostName(given, code.modules) || passesOn(given, provider))) return [];
      return [given ? given.file.at(given.value) : file.at(value.arguments.at(-1) ?? value.callee)];
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
  const hidden = new Set<object>();
  for (const each of code.execution(start)) {
    const step = withoutReflection(each, code);
    const { target } = step;
    if (target.is === 'function') entered.add(target.function);
    if (code.runtime(target)?.sends) {
      sent = true;
      continue;
    }
    if (asks(step)) (isOpen || !isDropped(step) ? asked : dropped).push(step);
    const behind = sent || asked.length > 0 ? undefined : hiddenCode(step, code);
    if (behind && !hidden.has(behind)) {
      hidden.add(behind);
      const call = ownCall(provider, [...step.chain, step.call]);
      if (call) yield { call, unused: undefined, unseen: true };
    }
    if (!reachesNetwork(target, code)) continue;
    // An address from a response, such as a signed URL, is called without credentials.
    if (sent && isFromResponse(step, code)) continue;
    const before = asked.filter((each) => mayPrecede(each, step));
    if (before.some((each) => isOpen || mayUse(step, each, code))) continue;
    dropped.push(...before);
    const call = ownCall(provider, [...step.chain, step.call]);
    if (!call || reported.has(call.value)) continue;
    reported.add(call.value);
    const unused = dropped.find((each) => mayPrecede(each, step))?.call;
    yield { call, unused, unseen: false };
  }
}

/** `Reflect.apply(fetch, undefined, [url])` */
function withoutReflection(step: Step, code: Code): Step {
  const call = directCall(step.call, code);
  return externalName(code, { file: call.file, value: step.call.value.callee }) === '#Reflect.apply'
    ? { call, target: code.target(call), chain: step.chain }
    : step;
}

const isFromResponse = ({ call: { file, value } }: Step, code: Code): boolean =>
  value.arguments
    .slice(0, 1)
    .some((address) => responseFlow(code).taint({ file, value: address }).length > 0);
