import type { Located } from '../../../model/code.js';
import type { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import { requestAddress } from '../../../flow/sinks/network.js';
import { isTainted } from '../../../flow/taint.js';
import { externalName } from '../../../flow/values/external-name.js';
import { knownPrefix } from '../../../flow/values/known-prefix.js';
import { madeOf } from './filled.js';
import { isTested } from './tested.js';

/** A text that ends before the host of a URL does. */
const IN_HOST = /^(https?|wss?):\/\/[^/?#]*$/i;
/** Functions and addresses, one inside the other. */
const DEEPEST = 4;
const URLS = /^(#|node:url#)URL$/;

/** What sets the host of an address with a fixed scheme, where that is an argument or contains one. */
export function freeHost(address: Located, flow: ArgumentFlow, depth = 0): Located | undefined {
  const { code } = flow;
  for (const made of madeOf(address, code)) {
    const { text, open } = knownPrefix(code, made);
    if (open && IN_HOST.test(text))
      return isTainted(flow.taint(open)) && !isTested(open, flow) ? open : undefined;
    for (const inner of depth < DEEPEST ? behindCall(made, flow) : []) {
      const found = freeHost(inner, flow, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** Of all requests: "security/free-address" reports them. */
export const freeHosts = (flow: ArgumentFlow): readonly Located[] =>
  flow.steps.flatMap((step) => {
    const address = requestAddress(step, flow.code);
    return (address && freeHost(address, flow)) ?? [];
  });

/** What `new URL(text)` is made of, and what a function of the project returns. */
function behindCall({ file, value }: Located, { code }: ArgumentFlow): readonly Located[] {
  if (value.is !== 'call') return [];
  const [text, base] = value.arguments;
  if (URLS.test(externalName(code, { file, value: value.callee }) ?? ''))
    return [base ?? text].flatMap((each) => (each ? [{ file, value: each }] : []));
  const target = code.target({ file, value });
  return target.is === 'function'
    ? target.function.returned.map((returned) => ({ file: target.file, value: returned }))
    : [];
}
