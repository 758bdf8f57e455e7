import { isNetworkCall } from '../../flow/sinks/network.js';
import { externalName } from '../../flow/values/external-name.js';
import { contains } from '../../flow/values/spans.js';
import type { Code, Located, Step } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { verifiersIn } from './verifiers/find.js';

const LIMITS = /^(signal|timeout|headersTimeout|bodyTimeout)$/;

export default defineRule({
  severity: 'error',
  summary: 'Requests of a token verifier have a time limit.',
  why: 'Every request of every caller waits for the verifier. Without a limit, a slow issuer stops the server.',
  limits:
    'Found are verifiers written as an object or a class with "metadata" and "verify", and requests whose options the code shows.',
  source: {
    text: 'CWE-400, Uncontrolled Resource Consumption.',
    url: 'https://cwe.mitre.org/data/definitions/400.html',
  },
  securitySeverity: 5.3,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !file.text.includes('verify')) return;
    for (const verifier of verifiersIn(file, code)) {
      for (const step of code.execution(verifier)) {
        if (!isNetworkCall(step.target) || isLimited(step, code)) continue;
        report({
          at: step.call.file.at(step.call.value.callee),
          message: 'This request of the token verifier has no time limit.',
          hint: 'Pass `signal: AbortSignal.timeout(5_000)`.',
        });
      }
    }
  },
});

/** An option limits it, its options are not known, or it races with another promise. */
function isLimited({ call: { file, value } }: Step, code: Code): boolean {
  const [, ...options] = value.arguments;
  return (
    options.some((each) => mayLimit({ file, value: each }, code)) ||
    isRequestOfOptions({ file, value }, code) ||
    file.facts.calls.some(
      (each) =>
        contains(each, value) &&
        externalName(code, { file, value: each.callee }) === '#Promise.race',
    )
  );
}

function mayLimit(options: Located, code: Code): boolean {
  const known = code.object(options);
  return !known || known.partial || known.properties.some(({ key }) => LIMITS.test(key));
}

/** `fetch(new Request(url, { signal }))`, `axios({ url, timeout })` */
function isRequestOfOptions({ file, value }: Located<CallValue>, code: Code): boolean {
  const [first] = value.arguments;
  if (!first) return true;
  const { file: home, value: made } = code.resolve({ file, value: first });
  const known = code.object({ file: home, value: made });
  if (known) return mayLimit({ file: home, value: made }, code);
  const [, options] = made.is === 'call' && made.construct ? made.arguments : [];
  return (
    made.is === 'call' &&
    externalName(code, { file: home, value: made.callee }) === '#Request' &&
    (!options || mayLimit({ file: home, value: options }, code))
  );
}
