import type { Located } from '../../../model/code.js';
import type { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import { isTainted } from '../../../flow/taint.js';
import { externalName } from '../../../flow/values/external-name.js';
import { knownPrefix } from '../../../flow/values/known-prefix.js';
import { madeOf } from './filled.js';
import { IN_HOST } from './raw-parts.js';
import { isTested } from './tested.js';

const URLS = /^(#|node:url#)URL$/;

/** The address has a fixed scheme, and a host that is an argument or contains one. */
export function hasFreeHost(address: Located, flow: ArgumentFlow, depth = 0): boolean {
  const { code } = flow;
  return madeOf(address, code).some((made) => {
    const { text, open } = knownPrefix(code, made);
    if (open && IN_HOST.test(text)) return isTainted(flow.taint(open)) && !isTested(open, flow);
    const inner = depth < 4 ? behindCall(made, flow) : [];
    return inner.some((each) => hasFreeHost(each, flow, depth + 1));
  });
}

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
