import { identifiesUsers } from '../../model/auth-style.js';
import type { Rule } from '../../model/rule.js';
import { submittedSignIns } from '../submitted-sign-in.js';

const CONFIG = 'provider-config.yaml';
const AUTH = 'src/providers/weather/api/auth.ts';
const oauth = (account = '') =>
  `import { oauth2 } from 'mcp-provider/oauth';\n\nexport const auth = oauth2('weather', { issuer: 'https://weather.dev'${account} });\nexport const { getCredentials, saveCredentials, signOut } = auth;\n`;

export default {
  severity: 'warning',
  summary: 'A submitted server knows its users by their accounts at the API.',
  why: 'You do not know the users of a directory. Without accounts, everyone gets in, or each sign-in is another user.',
  source: {
    text: 'Anthropic, Remote MCP server submission guide.',
    url: 'https://support.claude.com/en/articles/12922490-remote-mcp-server-submission-guide',
  },
  limits: 'Where an issuer is set (MCP_ISSUER), its accounts are not in the project.',
  submission(project, report, submission) {
    for (const { provider, entry, style } of submittedSignIns(project, submission)) {
      const code = provider.module('api/auth');
      if (!style || !identifiesUsers(style))
        report(
          entry.keyRange,
          `The API of "${provider.name}" does not ask who its user is.`,
          'Set MCP_GATE to "invitation", or to "open", where the server runs.',
        );
      else if (style.linksAccounts && !/\baccount\s*:/.test(code?.text ?? ''))
        report(
          code?.start ?? entry.keyRange,
          'The sign-in has no "account", so each sign-in is another user.',
          'Add the request that tells who has signed in.',
        );
    }
  },
  examples: {
    pass: [
      {},
      {
        [CONFIG]: ['auth: bearer', 'auth: oauth2'],
        [AUTH]: oauth(", account: { path: '/me', id: 'id' }"),
      },
    ],
    fail: [
      [
        {
          [CONFIG]:
            'providers:\n  ‹weather›: { name: Weather, base_url: https://api.weather.dev/v1, auth: none }\n',
        },
        'The API of "weather" does not ask who its user is.',
      ],
      [
        { [CONFIG]: ['auth: bearer', 'auth: oauth2'], [AUTH]: `‹›${oauth()}` },
        'The sign-in has no "account", so each sign-in is another user.',
      ],
    ],
  },
} satisfies Rule;
