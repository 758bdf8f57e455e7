import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'error',
  summary: 'The access token of the caller is not sent to the API.',
  why: 'The token was issued for this server. An API that accepts it cannot tell who uses it, and a malicious API can use it here.',
  source: {
    text: 'MCP specification, Authorization: the MCP server must not pass through the token it received from the MCP client.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#access-token-privilege-restriction',
  },
  securitySeverity: 7.7,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || file.provider === undefined) return;
    for (const member of file.facts.members) {
      const path = code.path(member);
      const isCallers =
        /(^|\.)(authInfo|auth_info|principal|caller)\.(token|accessToken|access_token)$/.test(
          path,
        ) || /(^|\.)requestInfo\.headers(\.authorization)?$/.test(path);
      if (!isCallers) continue;
      report({
        at: file.at(member),
        message: `"${path}" is the access token of the caller; it is for this server only.`,
        hint: 'Use the credentials that `getCredentials` returns for the principal.',
      });
    }
  },
  examples: [
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + export const headers = (context: { authInfo: { token: string } }) => ({
        +   authorization: \`Bearer \${‹context.authInfo.token›}\`,
        + });
        +
      `,
      finds: [
        '"context.authInfo.token" is the access token of the caller; it is for this server only.',
      ],
    },
  ],
});
