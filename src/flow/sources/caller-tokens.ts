import type { Code, LocatedFunction } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';
import { boundTo, TAINTED } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { requestSecrets } from './requests.js';
import { parametersOf } from '../values/functions.js';

const keepsKey = (key: string) => !/^(length|size)$/.test(key);

/** Tracks the access tokens that callers present, from the verifiers and the requests that have them. */
export function callerTokenFlow(verifiers: readonly LocatedFunction[], code: Code): TaintTracker {
  const tokens = new Set<Declaration>(
    verifiers.flatMap(({ file, function: verify }) =>
      parametersOf(file, verify).filter(({ parameter }) => parameter === 0),
    ),
  );
  return new TaintTracker(code, {
    source: ({ file, value }) => {
      const declared = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
      if (!declared) return undefined;
      return tokens.has(declared)
        ? boundTo(TAINTED, declared, keepsKey)
        : requestSecrets(file, declared, code);
    },
    keepsKey,
    methods: /^(trim|toString|slice|substring|split|replace|at|pop|then)$/,
    propagators: /^#(String|JSON\.stringify|Buffer\.from|btoa)$/,
    sanitizers: /hash|digest|fingerprint|exchange/i,
  });
}
