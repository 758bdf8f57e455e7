import type { Code, Located } from '../../model/code.js';
import { TAINTED, type Taint } from '../taint.js';
import { TaintTracker } from '../tracker.js';

const TYPES = /^([\w$]+\.)?(IncomingMessage|Request)\b/;
const NAMES = /^(request|req)$/;
/** What the server itself has put there, and what cannot do harm. */
const OWN = /^(method|signal|principal|user|userId|auth|length|size)$/;

const TRACKERS = new WeakMap<Code, TaintTracker>();

/** Tracks what a client has written into a request to this server: its address, headers and body. */
export function requestFlow(code: Code): TaintTracker {
  let tracker = TRACKERS.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: requestTaint,
      keepsKey: (key) => !OWN.test(key),
      methods:
        /^(get|getAll|json|text|formData|trim|trimStart|trimEnd|toString|slice|substring|split|at|replace|replaceAll|normalize|then)$/,
      propagators: /^(#URLSearchParams|#Headers|#Object\.fromEntries|#JSON\.parse|#String)$/,
      sanitizers: /escape|encode|saniti[sz]e/i,
    });
    TRACKERS.set(code, tracker);
  }
  return tracker;
}

function requestTaint({ file, value }: Located): Taint | undefined {
  if (value.is !== 'name') return undefined;
  const { kind, type, within, parameter, path } = file.facts.declarations[value.declaration] ?? {};
  if (kind !== 'parameter' || parameter === undefined || path?.length !== 0) return undefined;
  const annotated = type ?? file.facts.functions[within ?? -1]?.parameters[parameter]?.type;
  return (annotated === undefined ? NAMES.test(value.name) : TYPES.test(annotated))
    ? TAINTED
    : undefined;
}
