import type { Code, Located, LocatedFunction, Step } from '../../../model/code.js';
import type { CallValue, FunctionFact } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';
import { reachesNetwork } from '../../../flow/sinks/network.js';
import { isRequestProgram } from '../../../flow/sinks/programs.js';
import { argumentFlows } from '../../../flow/sources/arguments.js';
import { callerCredentialFlow } from '../../../flow/sources/credentials.js';
import { responseFlow } from '../../../flow/sources/callers.js';
import { startsTainted } from '../../../flow/taint.js';
import { directCall } from '../../../flow/values/direct-call.js';
import { externalName } from '../../../flow/values/external-name.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { asking, isDropped, mayPrecede, mayUse } from './asked.js';
import { ownCall } from './entrances.js';
import { hiddenCode } from './hidden-code.js';

export interface Unauthenticated {
  /** The request, or the call of the provider that leads to it. */
  call: Located<CallValue>;
  /** The call that loads credentials which it does not use. */
  unused: Located<CallValue> | undefined;
  /** It is not known whether it sends a request. */
  unseen: boolean;
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
  const steps = [...code.execution(start)];
  for (const each of steps) {
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
    if (!reachesNetwork(target, code) && !isRequestProgram(step.call, code)) continue;
    // An address from a response, such as a signed URL, is called without credentials.
    if (sent && isFromResponse(step, code)) continue;
    // One from an argument is not that of the API: "security/free-address" decides about it.
    if (isFromArgument(step, provider)) continue;
    // What was asked for last is used most often.
    const used = asked.findLast(
      (each) => mayPrecede(each, step) && (isOpen || mayUse(step, each, code)),
    );
    if (used) continue;
    // A function that is given them may be passed on before they are asked for.
    if (holdsCredentials(step, code) && steps.some(asks)) continue;
    const call = ownCall(provider, [...step.chain, step.call]);
    if (!call || reported.has(call.value)) continue;
    reported.add(call.value);
    const unused = [...dropped, ...asked].find((each) => mayPrecede(each, step))?.call;
    yield { call, unused, unseen: false };
  }
}

const holdsCredentials = ({ call: { file, value } }: Step, code: Code): boolean =>
  value.arguments.some(
    (given) => callerCredentialFlow(code).taint({ file, value: given }).length > 0,
  );

/** `Reflect.apply(fetch, undefined, [url])` */
function withoutReflection(step: Step, code: Code): Step {
  const call = directCall(step.call, code);
  return externalName(code, { file: call.file, value: step.call.value.callee }) === '#Reflect.apply'
    ? { call, target: code.target(call), chain: step.chain }
    : step;
}

function isFromArgument({ call: { file, value } }: Step, provider: ProviderModel): boolean {
  const [address] = firstCall(value).arguments;
  return (
    address !== undefined &&
    argumentFlows(provider).some(({ flow }) => startsTainted(flow.taint({ file, value: address })))
  );
}

/** `got(url)` of `got(url).json()` */
const firstCall = (call: CallValue): CallValue =>
  call.callee.is === 'member' && call.callee.object.is === 'call'
    ? firstCall(call.callee.object)
    : call;

const isFromResponse = ({ call: { file, value } }: Step, code: Code): boolean =>
  value.arguments
    .slice(0, 1)
    .some((address) => responseFlow(code).taint({ file, value: address }).length > 0);
