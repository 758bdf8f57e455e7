import { defineRule } from '../define.js';
import { isNetworkCall } from '../../flow/sinks/network.js';
import { callerSecretFlow } from '../../flow/sources/credentials.js';
import { possibleTexts } from '../../flow/values/possible.js';
import type { Code } from '../../model/code.js';
import type { SourceFile } from '../../model/project.js';

export default defineRule({
  severity: 'error',
  summary: 'Requests with credentials do not follow redirects to other hosts.',
  why: 'Headers such as "X-Api-Key" and the bodies of 307 responses are sent to the host that the redirect names.',
  source: {
    text: 'CWE-601, URL Redirection to Untrusted Site; RFC 9110, section 15.4.',
    url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.4',
  },
  securitySeverity: 6.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !file.text.includes('redirect')) return;
    if (file.provider === undefined && !sendsCredentials(file, code)) return;
    for (const { entries } of file.facts.objects) {
      for (const entry of entries) {
        if (entry.is !== 'entry' || entry.key !== 'redirect') continue;
        if (!possibleTexts({ file, value: entry.value }, code).includes('follow')) continue;
        report({
          at: file.at(entry),
          message: 'Redirects are followed with the credentials of the request.',
          hint: 'Leave it to `callApi`, which follows redirects within the API only, or use "manual".',
        });
      }
    }
  },
});

const sendsCredentials = (file: SourceFile, code: Code): boolean =>
  file.facts.calls.some(
    (value) =>
      isNetworkCall(code.target({ file, value })) &&
      value.arguments.some(
        (each) => callerSecretFlow(code).taint({ file, value: each }).length > 0,
      ),
  );
