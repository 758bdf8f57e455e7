import type { Code, Located } from '../../model/code.js';
import { TAINTED } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { externalName } from '../values/external-name.js';

const MAKES_KEY = /^(#crypto\.|node:crypto#)(generateKey(Pair)?(Sync)?|subtle\.generateKey)$/;
const RANDOM = 'node:crypto#randomBytes';
/** Bytes of keys for AES and HMAC. Initialization vectors have fewer. */
const SIZES = [24, 32, 48, 64];

const FLOWS = new WeakMap<Code, TaintTracker>();

/** Tracks keys that are generated, in every format, but not in what is made with them. */
export function generatedKeyFlow(code: Code): TaintTracker {
  let flow = FLOWS.get(code);
  if (!flow) {
    flow = new TaintTracker(code, {
      source: (located) => (isKey(located, code) ? TAINTED : undefined),
      keepsKey: (key) => key !== 'publicKey',
      methods: /^(export|subarray|then|toString)$/,
      propagators: /^#(String|btoa|(Buffer|Uint8Array)\.from)$/,
    });
    FLOWS.set(code, flow);
  }
  return flow;
}

function isKey({ file, value }: Located, code: Code): boolean {
  if (value.is !== 'call') return false;
  const name = externalName(code, { file, value: value.callee }) ?? '';
  if (name !== RANDOM) return MAKES_KEY.test(name);
  const [size] = value.arguments;
  return size !== undefined && SIZES.some((each) => each === code.constant({ file, value: size }));
}
