import type { Rule } from '../../model/rule.js';

const AUTH = 'src/providers/weather/api/auth.ts';

export default {
  severity: 'error',
  summary:
    'Providers do not call getCredentials or saveCredentials: they give them to the library.',
  why: 'The library calls them with the verified caller. Direct calls can select the credentials of any user.',
  source: {
    text: 'CWE-639, Authorization Bypass Through User-Controlled Key.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.1,
  module({ path, calls }, report) {
    const isOwner = /\/(api\/auth|server-auth)\.ts$/.test(path);
    for (const {
      callee,
      range,
      arguments: [user],
    } of calls) {
      if (!/(^|\.)(get|save)Credentials$/.test(callee)) continue;
      // A project's own sign-in may pass the user on.
      if (isOwner && user?.name !== undefined) continue;
      report(
        range,
        `This call chooses whose credentials it takes.`,
        'Pass the function itself to `apiClient`, which calls it with the verified caller.',
      );
    }
  },
  examples: {
    pass: [
      {
        [AUTH]: [
          'export const { getCredentials, saveCredentials, signOut } = auth;',
          'export const { saveCredentials } = auth;\nexport const getCredentials = (userId: UserId) => auth.getCredentials(userId);',
        ],
      },
    ],
    fail: [
      [
        {
          [AUTH]: [
            'export const { getCredentials, saveCredentials, signOut } = auth;',
            "export const { saveCredentials } = auth;\nexport const getCredentials = () => ‹auth.getCredentials›('local');",
          ],
        },
        'This call chooses whose credentials it takes.',
      ],
      [
        {
          'src/providers/weather/mcp-instance.ts': [
            '  auth,',
            '  auth: { ...auth, getCredentials: (user) => ‹getCredentials›(user) },',
          ],
        },
        'This call chooses whose credentials it takes.',
      ],
      [
        {
          'src/providers/weather/tools/get-forecast.ts': [
            'const response',
            'const { token } = await ‹getCredentials›(query.user);\n    const response',
          ],
        },
        'This call chooses whose credentials it takes.',
      ],
    ],
  },
} satisfies Rule;
