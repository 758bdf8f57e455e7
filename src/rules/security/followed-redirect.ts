import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';

export default defineRule({
  severity: 'error',
  summary: 'Requests with credentials do not follow redirects to other hosts.',
  why: 'Headers such as "X-Api-Key" and the bodies of 307 responses are sent to the host that the redirect names.',
  source: {
    text: 'CWE-601, URL Redirection to Untrusted Site; RFC 9110, section 15.4.',
    url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.4',
  },
  securitySeverity: 6.1,
  on: 'provider',
  check({ files, project: { code } }, report) {
    for (const file of files) {
      if (file.test || !file.text.includes('redirect')) continue;
      for (const { entries } of file.facts.objects) {
        for (const entry of entries) {
          if (entry.is !== 'entry' || entry.key !== 'redirect') continue;
          if (code.constant({ file, value: entry.value }) !== 'follow') continue;
          report({
            at: file.at(entry),
            message: 'Redirects are followed with the credentials of the request.',
            hint: 'Leave it to `callApi`, which follows redirects within the API only, or use "manual".',
          });
        }
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/load.ts
      export const load = (url: string) => fetch(url, { redirect: 'error' });
    `,
    bad`
      // src/providers/weather/api/load.ts
      export const load = (url: string, init: RequestInit) =>
        fetch(url, { ...init, ‹redirect›: 'follow' });
    `.finds('Redirects are followed with the credentials of the request.'),
  ],
});
