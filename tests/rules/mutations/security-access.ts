import { type Edit, type Mutation, mutation, inIssues } from '../mutate.js';
const CONFIG = 'provider-config.yaml';
const bypass = (defect: string, path: string, edit: Edit): Mutation => ({
  defect,
  rule: 'security/auth-bypass',
  edits: { [path]: edit },
});
const http = (defect: string, path: string, edit: Edit): Mutation => ({
  defect,
  rule: 'security/plain-http',
  edits: { [path]: edit },
});

export const mutations: readonly Mutation[] = [
  bypass('the example of the environment names a bypass', '.env.example', [
    '# MCP_ISSUER=',
    '▶SKIP_AUTH=1\n# MCP_ISSUER=',
  ]),
  http('the API is reached over plain http', CONFIG, ['base_url: https://', '▶base_url: http://']),
  http('the environment has an address with plain http', '.env.example', [
    '# MCP_PUBLIC_URL=',
    '▶MCP_PUBLIC_URL=http://mcp.example.org',
  ]),
  mutation('certificates are not verified', 'security/unverified-tls', {
    '.env.example': ['# MCP_ISSUER=', '▶NODE_TLS_REJECT_UNAUTHORIZED=0\n# MCP_ISSUER='],
  }),
  mutation('the code turns off the verification of certificates', 'security/unverified-tls', {
    'src/server.ts': [
      'await runServer(',
      "▶process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\n\nawait runServer(",
    ],
  }),
  inIssues('the token of the caller is sent on', 'security/forwarded-token', {
    'src/providers/issues/api/auth.ts': [
      'export function authorize(',
      '▶export const forward = (context: { authInfo: { token: string } }) => context.authInfo.token;\n\nexport function authorize(',
    ],
  }),
];
