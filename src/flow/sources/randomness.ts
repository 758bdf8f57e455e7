import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { TAINTED } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { lastName } from '../values/children.js';
import { externalName } from '../values/external-name.js';

const WEAK = /^#(Math\.random|(Date|performance)\.now)$/;
/** Ids of packages that are made of the time, or of `Math.random()`. */
const WEAK_IDS =
  /^(nanoid\/non-secure#(nanoid|customAlphabet)|uuid#(default\.)?v[16]|(cuid|bson-objectid)#default)$/;
/** Also signatures: their key cannot be guessed. */
const STRONG = /^(random(UUID|Bytes|Int|FillSync)|getRandomValues|generateKey\w*|createHmac|sign)$/;

const WEAK_FLOWS = new WeakMap<Code, TaintTracker>();
const STRONG_FLOWS = new WeakMap<Code, TaintTracker>();

/** A number or an id that others can guess: of `Math.random()`, or the time. */
export function weakNumber(call: Located<CallValue>, code: Code): 'random' | 'time' | undefined {
  const { file, value } = call;
  const name = externalName(code, { file, value: value.callee }) ?? '';
  if (name === '#Math.random' || WEAK_IDS.test(name)) return 'random';
  const isNow = value.construct && value.arguments.length === 0 && name === '#Date';
  return isNow || WEAK.test(name) ? 'time' : undefined;
}

/** Tracks all numbers that others can guess. */
export function weakNumberFlow(code: Code): TaintTracker {
  const flow =
    WEAK_FLOWS.get(code) ??
    flowOf(
      code,
      ({ file, value }) => value.is === 'call' && weakNumber({ file, value }, code) !== undefined,
    );
  WEAK_FLOWS.set(code, flow);
  return flow;
}

/** Tracks what one call returns, also in texts and numbers that are computed of it. */
export const numberFlow = (call: CallValue, code: Code): TaintTracker =>
  flowOf(code, ({ value }) => value === call);

/** Tracks what comes from a cryptographic generator, or needs a key. */
export function strongRandomFlow(code: Code): TaintTracker {
  const flow =
    STRONG_FLOWS.get(code) ??
    flowOf(code, ({ value }) => value.is === 'call' && STRONG.test(lastName(value.callee)));
  STRONG_FLOWS.set(code, flow);
  return flow;
}

const flowOf = (code: Code, isSource: (value: Located) => boolean) =>
  new TaintTracker(code, {
    source: (value) => (isSource(value) ? TAINTED : undefined),
    keepsKey: () => true,
    methods: /^(?!(has|includes|test|then|length|get(UTC)?(FullYear|Month|Date|Day))$)\w+$/,
    propagators:
      /^(#(Math\.\w+|String|Number|BigInt|parse(Int|Float)|btoa|encodeURIComponent|Date|(Buffer|Uint8Array)(\.from)?|structuredClone)|node:util#format)$/,
    computes: true,
  });
