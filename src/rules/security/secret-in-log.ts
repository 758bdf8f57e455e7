import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { directCall } from '../../flow/values/direct-call.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { visible } from '../../flow/taint.js';
import { withoutSecret } from './secrets/without-secret.js';
import { setAt } from './secrets/set-at.js';
import { secretFlow } from '../../flow/sources/secrets.js';
import { isLog, WRITES as WRITES_LOG } from '../../flow/sinks/logs.js';
import { isSecretName } from '../../model/secret-names.js';

const LONGEST_SHOWN = 40;
/** Methods that call a function with what their object holds. */
const HANDS_ON = /^(then|forEach|map|on|finally)$/;

export default defineRule({
  severity: 'error',
  summary: 'Logs contain no secrets.',
  why: 'More users and systems can read logs than the credential store.',
  source: {
    text: 'CWE-532, Insertion of Sensitive Information into Log File.',
    url: 'https://cwe.mitre.org/data/definitions/532.html',
  },
  securitySeverity: 6.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const secrets = secretFlow(code);
    for (const value of file.facts.calls) {
      const call = directCall({ file, value }, code);
      if (!isLog(call, code) && handedOn(call, code).length === 0) continue;
      const isSecret = (each: Value) => visible(secrets.taint({ file, value: each })).length > 0;
      const given = [...call.value.arguments, ...handedOn(call, code)].find(isSecret);
      if (!given) continue;
      const secret = taintedPart(secrets, { file, value: given });
      const at = file.at(secret);
      const fix = withoutSecret({ file, value }, secret, isSecret, code);
      report({
        at,
        ...setAt({ file, value: secret }, at, code),
        message: wordsFor({ file, value: secret }, code),
        hint: 'Log whose secret it is and whether it exists, not the secret itself.',
        ...(fix && { fix: [fix] }),
      });
    }
  },
});

/** What `promise.then(console.error)` and `list.forEach(console.error)` write. */
function handedOn({ file, value }: Located<CallValue>, code: Code): readonly Value[] {
  const { callee, arguments: given } = value;
  if (callee.is !== 'member' || !HANDS_ON.test(callee.name)) return [];
  const isLogging = given.some(
    (each) =>
      each.is !== 'function' && WRITES_LOG.test(externalName(code, { file, value: each }) ?? ''),
  );
  return isLogging ? [callee.object] : [];
}

/** `"credentials.token"` is one; anything else has one in it. */
function wordsFor({ file, value }: Located, code: Code): string {
  const path = code.path(value);
  const isOne = isSecretName(lastName(value)) || path.endsWith('env');
  if (isOne) return `The secret "${path}" is written to the log.`;
  const source = file.text.slice(value.start, value.end);
  const what = source.length <= LONGEST_SHOWN ? `"${source}"` : 'This';
  return `${what} contains a secret and is written to the log.`;
}
