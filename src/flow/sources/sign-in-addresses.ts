import type { Code, Located } from '../../model/code.js';
import type { Taint } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { lastName } from '../values/children.js';

const RUNS = /^runAuthServer$/;
const SERVER = 'Promise<AuthServer>';
/** The property with the address. */
const ADDRESS: Taint = [['url']];

const FLOWS = new WeakMap<Code, TaintTracker>();

/** Tracks the address of the sign-in server, which has its secret: `(await runAuthServer(options)).url`. */
export function signInAddressFlow(code: Code): TaintTracker {
  let flow = FLOWS.get(code);
  if (!flow) {
    flow = new TaintTracker(code, {
      source: (value) => addressTaint(value, code),
      keepsKey: (key) => /^(href|search|searchParams)$/.test(key),
      methods: /^(trim|toString|then|concat|replace|replaceAll|finally)$/,
      propagators:
        /^(#(String|URL|JSON\.stringify|Buffer\.from|encodeURIComponent)|node:util#(inspect|format))$/,
      textParts: /^(url|searchParams|search)$/,
    });
    FLOWS.set(code, flow);
  }
  return flow;
}

function addressTaint({ file, value }: Located, code: Code): Taint | undefined {
  const { kind, type = '' } =
    (value.is === 'name' && file.facts.declarations[value.declaration]) || {};
  if (kind === 'parameter' && /^AuthServer$/.test(type)) return ADDRESS;
  if (value.is !== 'call') return undefined;
  const callee = { file, value: value.callee };
  const runs = RUNS.test(lastName(value.callee)) || code.runtime(callee)?.result === SERVER;
  return runs ? ADDRESS : undefined;
}
