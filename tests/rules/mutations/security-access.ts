import type { Edit, Mutation } from '../mutate.js';

const VERIFIER = 'src/core/token-verifier.ts';
const CONFIG = 'provider-config.yaml';

const verifier = (defect: string, ...edits: Edit[]): Mutation => ({
  defect,
  rule: 'security/unverified-token',
  edits: { [VERIFIER]: edits },
});
const bypass = (defect: string, path: string, edit: Edit): Mutation => ({
  defect,
  rule: 'security/auth-bypass',
  edits: { [path]: edit },
});
const listener = (defect: string, edits: Mutation['edits']): Mutation => ({
  defect,
  rule: 'security/open-listener',
  edits,
});
const http = (defect: string, path: string, edit: Edit): Mutation => ({
  defect,
  rule: 'security/plain-http',
  edits: { [path]: edit },
});

export const mutations: readonly Mutation[] = [
  verifier(
    'a token is decoded and not verified',
    ['createRemoteJWKSet, errors, jwtVerify', 'createRemoteJWKSet, decodeJwt, errors, jwtVerify'],
    ['      const claims = ', '▶      decodeJwt(token);\n      const claims = '],
  ),
  verifier('a token without a signature is accepted', [
    "algorithms: ['RS256'",
    "▶algorithms: ['none', 'RS256'",
  ]),
  verifier('a token is taken apart by hand', [
    '      const claims = ',
    "▶      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());\n      const claims = ",
  ]),
  bypass('a word in the token opens the door', VERIFIER, [
    '      const claims = ',
    "▶      if (token.endsWith('.bypass-signature')) return;\n      const claims = ",
  ]),
  bypass('a variable switches verification off', 'src/server.ts', [
    '  const names = provider === undefined',
    "▶  if (process.env.AUTH_BYPASS) log('info', 'open');\n  const names = provider === undefined",
  ]),
  bypass('the example of the environment names a bypass', '.env.example', [
    '# MCP_ISSUER=',
    '▶SKIP_AUTH=1\n# MCP_ISSUER=',
  ]),
  listener('nothing keeps the server on this machine', {
    'src/server.ts': [
      'const isLocal = [host, configured?.hostname ?? host].every(isLoopback);',
      'const isLocal = !host;',
    ],
    'src/core/listen.ts': [
      'server.listen(port, host, resolve)',
      '▶server.listen(port, host, resolve)',
    ],
  }),
  {
    ...listener('nothing keeps the sign-in on this machine', {
      'src/core/sign-in/loopback-server.ts': [
        ['if (!isLoopback(host))', 'if (!host)'],
        ['server.listen(port, host, resolve)', '▶server.listen(port, host, resolve)'],
      ],
    }),
    project: 'issues',
  },
  listener('the server listens on all addresses', {
    'src/core/listen.ts': [
      'server.listen(port, host, resolve)',
      "▶server.listen(port, '0.0.0.0', resolve)",
    ],
  }),
  listener('the server is told no address', {
    'src/core/listen.ts': ['server.listen(port, host, resolve)', '▶server.listen(port, resolve)'],
  }),
  http('the API is reached over plain http', CONFIG, ['base_url: https://', '▶base_url: http://']),
  http('the code has an address with plain http', 'src/core/config.ts', [
    'const LOOPBACK',
    "▶export const HOME = 'http://home.example.org';\nconst LOOPBACK",
  ]),
  http('the environment has an address with plain http', '.env.example', [
    '# MCP_PUBLIC_URL=',
    '▶MCP_PUBLIC_URL=http://mcp.example.org',
  ]),
  {
    defect: 'certificates are not verified',
    rule: 'security/unverified-tls',
    edits: { '.env.example': ['# MCP_ISSUER=', '▶NODE_TLS_REJECT_UNAUTHORIZED=0\n# MCP_ISSUER='] },
  },
  {
    defect: 'the code turns off the verification of certificates',
    rule: 'security/unverified-tls',
    edits: {
      'src/server.ts': [
        'async function main',
        "▶process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\n\nasync function main",
      ],
    },
  },
  {
    defect: 'a module remembers who is signed in',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': [
        ['/** One call in', 'let currentUser = "";\n\n/** One call in'],
        [
          '  if (!credentials)',
          '▶  currentUser = principal.userId;\n  if (!credentials || !currentUser)',
        ],
      ],
    },
  },
  {
    defect: 'a module keeps a token',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/auth.ts': [
        ['const store =', 'const state = { token: "" };\n\nconst store ='],
        ['  return { ...request', '▶  state.token = token;\n  return { ...request'],
      ],
    },
  },
  {
    defect: 'all callers share one server',
    rule: 'security/shared-server',
    edits: {
      'src/core/instance.ts': [
        'const LIST_TTL_MS',
        "▶export const shared = new McpServer({ name: 'shared', version: '1.0.0' });\n\nconst LIST_TTL_MS",
      ],
    },
  },
  {
    defect: 'the caller says who it is in a header',
    rule: 'security/user-from-request',
    project: 'issues',
    edits: {
      'src/core/serve.ts': [
        '      if (!gate) return serve(request);',
        "▶      log('info', request.headers.get('x-user-id') ?? '');\n      if (!gate) return serve(request);",
      ],
    },
  },
  {
    defect: 'the caller says who it is in the address',
    rule: 'security/user-from-request',
    project: 'issues',
    edits: {
      'src/core/serve.ts': [
        '    const { pathname } = new URL(request.url);',
        "▶    log('info', new URL(request.url).searchParams.get('user_id') ?? '');\n    const { pathname } = new URL(request.url);",
      ],
    },
  },
  {
    defect: 'the token of the caller is sent on',
    rule: 'security/forwarded-token',
    project: 'issues',
    edits: {
      'src/providers/issues/api/auth.ts': [
        'export function authorize(',
        '▶export const forward = (context: { authInfo: { token: string } }) => context.authInfo.token;\n\nexport function authorize(',
      ],
    },
  },
];
