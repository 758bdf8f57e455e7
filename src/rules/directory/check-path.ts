import type { Rule } from '../../model/rule.js';
import { submittedSignIns } from '../submitted-sign-in.js';

const CONFIG = 'provider-config.yaml';

export default {
  severity: 'error',
  summary: 'A submitted server checks keys and tokens with a request before users are signed in.',
  why: 'Without "check_path", any text would sign in, so the built-in authorization server does not start.',
  source: {
    text: 'Anthropic, Remote MCP server submission guide.',
    url: 'https://support.claude.com/en/articles/12922490-remote-mcp-server-submission-guide',
  },
  limits: 'Where an issuer is set (MCP_ISSUER), its accounts are not in the project.',
  submission(project, report, submission) {
    for (const { provider, entry, style, isApi } of submittedSignIns(project, submission))
      if (isApi && style?.storesCredentials && !style.linksAccounts && !entry.text('check_path'))
        report(
          entry.keyRange,
          `"${provider.name}" has no "check_path".`,
          'Add a path that only valid credentials can read.',
        );
  },
  examples: {
    pass: [
      { [CONFIG]: ['auth: bearer', 'auth: bearer\n    check_path: /me'] },
      { [CONFIG]: ['auth: bearer', 'auth: none'] },
    ],
    fail: [[{ [CONFIG]: ['  weather:', '  ‹weather›:'] }, '"weather" has no "check_path".']],
  },
} satisfies Rule;
