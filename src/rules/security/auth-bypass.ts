import type { Rule } from '../../model/rule.js';

const AUTH = 'src/providers/weather/api/auth.ts';

export default {
  severity: 'error',
  summary: 'A provider with a sign-in does not also use noAuth().',
  why: 'Code that chooses between the two sends requests without credentials, or serves callers who have not signed in.',
  source: {
    text: 'CWE-288, Authentication Bypass Using an Alternate Path or Channel.',
    url: 'https://cwe.mitre.org/data/definitions/288.html',
  },
  securitySeverity: 9.1,
  module({ calls, imports, variables }, report, { entry }) {
    const style = entry?.text('auth');
    if (style === undefined || style === 'none') return;
    const local = imports.find(
      ({ name, specifier }) => name === 'noAuth' && specifier.startsWith('mcp-provider/'),
    )?.local;
    // "contract/auth-style" reports the sign-in itself.
    const signIn = variables.find(({ name }) => name === 'auth')?.init?.call;
    for (const call of calls)
      if (call.callee === local && call !== signIn)
        report(
          call.range,
          `The provider has "auth: ${style}" in provider-config.yaml, but this code requires no credentials.`,
          `Use the function for "${style}", or set "auth: none" if the API needs no credentials.`,
        );
  },
  examples: {
    pass: [{}],
    fail: [
      [
        {
          [AUTH]: [
            "import { bearerAuth } from 'mcp-provider/auth';",
            "import { bearerAuth, noAuth } from 'mcp-provider/auth';\nexport const open = ‹noAuth›();",
          ],
        },
        'The provider has "auth: bearer" in provider-config.yaml, but this code requires no credentials.',
      ],
    ],
  },
} satisfies Rule;
