import type { Code, Located, Property, Step } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import { sinkArguments } from '../../../flow/sinks/arguments.js';
import { requestAddress, sendsRequest } from '../../../flow/sinks/network.js';
import { isTainted, startsTainted } from '../../../flow/taint.js';
import { descendants } from '../../../flow/values/children.js';
import { passedTo } from '../../../flow/values/passed.js';
import { ADDRESS } from './raw-parts.js';

const DEEPEST = 6;

/**
 * Addresses of requests that arguments were put into by any function, such as `reduce`: the argument, or the whole.
 * They are found where the project calls its own client, else where that sends the request.
 */
export function filledAddresses(flow: ArgumentFlow): Located[] {
  const { code } = flow;
  const filled = (of: (step: Step, code: Code) => readonly Located[]) =>
    flow.steps
      .flatMap((step) => of(step, code))
      .flatMap((address) => madeOf(address, code))
      .filter((address) => isFilled(address, flow));
  const own = filled(ownAddresses);
  const direct = [...own, ...wholePaths(flow)];
  const all = direct.length > 0 ? direct : filled(addressesOf);
  const found = new Map(all.map((address) => [address.value, address]));
  return Array.from(found.values(), (address) => argumentIn(address, flow) ?? address);
}

/** Paths below the address of the API that are an argument, so that the model chooses any of them. */
function wholePaths(flow: ArgumentFlow): readonly Located[] {
  const whole = (of: (step: Step) => readonly Located[]) =>
    flow.steps.flatMap(of).filter((path) => startsTainted(flow.taint(path)));
  const own = whole((step) => ownAddresses(step, flow.code).filter(({ key }) => key === 'path'));
  return own.length > 0 ? own : whole((step) => pathsOf(step, flow.code));
}

const pathsOf = ({ call, target }: Step, code: Code): readonly Located[] =>
  sinkArguments(call, 'url-path', code, target);

/** Of a request that is passed to a function of the project. */
function ownAddresses({ call: { file, value }, target }: Step, code: Code): readonly Property[] {
  if (target.is !== 'function') return [];
  const addresses = value.arguments.flatMap((given) => {
    const properties = code.object({ file, value: given })?.properties ?? [];
    return properties.filter(({ key }) => ADDRESS.test(key));
  });
  return addresses.length > 0 && sendsRequest(target, code) ? addresses : [];
}

function addressesOf(step: Step, code: Code): readonly Located[] {
  const paths = pathsOf(step, code);
  if (paths.length > 0) return paths;
  const address = requestAddress(step, code);
  if (!address) return [];
  const properties = code.object(address)?.properties;
  return properties ? properties.filter(({ key }) => ADDRESS.test(key)) : [address];
}

/** The expression behind names and parameters. */
export function madeOf(address: Located, code: Code, depth = 0): readonly Located[] {
  const passed = depth < DEEPEST ? passedTo(address, code) : [];
  return passed.length > 0
    ? passed.flatMap((each) => madeOf(each, code, depth + 1))
    : [code.resolve(address)];
}

/** Behind a beginning that the code has chosen. */
function isFilled(address: Located, flow: ArgumentFlow): boolean {
  const taint = flow.taint(address);
  return isTainted(taint) && !startsTainted(taint);
}

function argumentIn({ file, value }: Located, flow: ArgumentFlow): Located | undefined {
  // What is made of arguments without being tainted is encoded.
  const enters = (part: Value) => flow.taint({ file, value: part }).length > 0;
  const parts = [...descendants(value, enters)];
  const called = new Set(parts.flatMap((part) => (part.is === 'call' ? [part.callee] : [])));
  const found = parts.find(
    (part) =>
      (part.is === 'name' || part.is === 'member') &&
      !called.has(part) &&
      startsTainted(flow.taint({ file, value: part })),
  );
  return found && { file, value: found };
}
