import { callerSecretFlow, environmentFlow } from '../../flow/sources/credentials.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { visible } from '../../flow/taint.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { setAt } from './secrets/set-at.js';
import { defineRule } from '../define.js';

const RESPONSE = /^#Response(\.json)?$/;
/** `response.json(body)`, `reply.send(body)`, `context.html(page)` */
const SENDS = /^(json|send|end|write|text|html|body|jsonp)$/;
/** `response.setHeader(name, value)`, `response.cookie(name, value)` */
const SETS = /^(setHeader|header|append|cookie)$/;
const HOLDER = /^(res|response|reply|c|ctx|context)$/;

const SECRETS = [
  {
    flow: callerSecretFlow,
    message: 'This response contains credentials.',
    hint: 'Send whether the user has signed in, not the credentials.',
  },
  {
    flow: environmentFlow,
    message: 'This response contains the environment.',
    hint: 'Send the settings that the page needs, by their names.',
  },
];

export default defineRule({
  severity: 'error',
  summary:
    'Responses of the HTTP server contain no credentials and no environment variables with secrets.',
  why: 'Credentials stay on the server. A script in the browser or a log of responses would have them otherwise.',
  source: {
    text: 'CWE-200, Exposure of Sensitive Information.',
    url: 'https://cwe.mitre.org/data/definitions/200.html',
  },
  securitySeverity: 7.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      const sent = sentBy({ file, value }, code);
      for (const { flow, message, hint } of SECRETS) {
        const tracker = flow(code);
        const body = sent.find((each) => visible(tracker.taint({ file, value: each })).length > 0);
        if (!body) continue;
        const secret = { file, value: taintedPart(tracker, { file, value: body }) };
        const at = file.at(secret.value);
        report({ at, ...setAt(secret, at, code), message, hint });
      }
    }
  },
});

/** What a call puts into a response. */
function sentBy({ file, value }: Located<CallValue>, code: Code): readonly Value[] {
  const { callee, arguments: given } = value;
  if (RESPONSE.test(externalName(code, { file, value: callee }) ?? '')) return given;
  if (callee.is !== 'member' || !isHolder(callee.object)) return [];
  if (SENDS.test(callee.name)) return given.slice(0, 1);
  return SETS.test(callee.name) ? given.slice(1, 2) : [];
}

/** `res`, `res.status(200)`, `res.headers` */
function isHolder(value: Value): boolean {
  switch (value.is) {
    case 'name':
      return HOLDER.test(value.name);
    case 'member':
      return value.name === 'headers' && isHolder(value.object);
    case 'call':
      return value.callee.is === 'member' && isHolder(value.callee.object);
    default:
      return false;
  }
}
