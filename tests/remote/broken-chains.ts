import type { Finding } from '../../src/remote/doctor/finding.js';
import { about, type Broken, challenge, metadata, RESOURCE, SERVER } from './chain.js';

const at =
  (path: string, respond: (base: string) => Response): Broken =>
  (request, base) =>
    new URL(request.url).pathname === path ? respond(base) : undefined;
const status = (code: number) => () => new Response('', { status: code });
const missing = () => new Response('Not found', { status: 404 });
const page = () => new Response('<html>', { headers: { 'content-type': 'text/html' } });
const server = (more: object) =>
  at(SERVER, (base) => Response.json({ ...metadata(base), ...more }));
const resource = (more: object) =>
  at(RESOURCE, (base) => Response.json({ ...about(base), ...more }));
const refusal = (error: string) =>
  at('/authorize', () => {
    const location = `http://127.0.0.1:8710/auth/callback?error=${error}`;
    return new Response('', { status: 302, headers: { location } });
  });

/** Each is one fault of a chain, the step that has to be named, and words of the finding. */
export const BROKEN_CHAINS: [string, Broken, Finding['hop'], Finding['state'], RegExp][] = [
  ['no endpoint', at('/mcp', missing), 'address', 'error', /404/],
  [
    'a redirect to a slash',
    at('/mcp', () => new Response('', { status: 308, headers: { location: '/mcp/?token=x' } })),
    'address',
    'error',
    /redirects to "[^"?]*\/mcp\/"/,
  ],
  ['a page', at('/mcp', page), 'address', 'error', /no JSON-RPC/],
  ['403 for 401', at('/mcp', () => new Response('', { status: 403 })), 'challenge', 'error', /403/],
  [
    'no challenge',
    at('/mcp', () => new Response('', { status: 401 })),
    'challenge',
    'warning',
    /no WWW-Authenticate/,
  ],
  ['another scheme', at('/mcp', () => challenge('Basic realm="x"')), 'challenge', 'error', /Basic/],
  [
    'no metadata URL',
    at('/mcp', () => challenge('Bearer')),
    'challenge',
    'warning',
    /no "resource/,
  ],
  [
    'an internal host',
    at('/mcp', (base) => {
      const inner = base.replace('127.0.0.1', 'localhost');
      return challenge(`Bearer resource_metadata="${inner}${RESOURCE}"`);
    }),
    'challenge',
    'warning',
    /localhost/,
  ],
  ['no resource metadata', at(RESOURCE, missing), 'resource metadata', 'error', /404/],
  [
    'another resource',
    resource({ resource: 'https://other.example.com/mcp' }),
    'resource metadata',
    'error',
    /other\.example\.com/,
  ],
  [
    'no authorization server',
    resource({ authorization_servers: [] }),
    'resource metadata',
    'error',
    /missing or empty/,
  ],
  [
    'an authorization server without https',
    resource({ authorization_servers: ['http://as.example.com'] }),
    'resource metadata',
    'error',
    /not a public https URL/,
  ],
  [
    'no authorization server metadata',
    at(SERVER, missing),
    'authorization server metadata',
    'error',
    /openid-configuration" has status 404/,
  ],
  [
    'an issuer with a slash',
    at(SERVER, (base) => Response.json({ ...metadata(base), issuer: `${base}/` })),
    'authorization server metadata',
    'error',
    /"issuer" is/,
  ],
  [
    'no token endpoint in the metadata',
    server({ token_endpoint: undefined }),
    'authorization server metadata',
    'error',
    /"token_endpoint" is missing/,
  ],
  [
    'no PKCE',
    server({ code_challenge_methods_supported: undefined }),
    'authorization server metadata',
    'error',
    /S256/,
  ],
  [
    'an endpoint without https',
    server({ token_endpoint: 'http://as.example.com/token' }),
    'authorization server metadata',
    'error',
    /not a public https URL/,
  ],
  [
    'no issuer in responses',
    server({ authorization_response_iss_parameter_supported: undefined }),
    'authorization server metadata',
    'warning',
    /RFC 9207/,
  ],
  [
    'an unknown scope',
    server({ scopes_supported: ['other'] }),
    'authorization server metadata',
    'warning',
    /requires the scope "mcp"/,
  ],
  [
    'no identification',
    server({ registration_endpoint: undefined, client_id_metadata_document_supported: false }),
    'client registration',
    'warning',
    /Neither/,
  ],
  [
    'secrets for all clients',
    server({ token_endpoint_auth_methods_supported: ['client_secret_basic'] }),
    'client registration',
    'warning',
    /without a secret/,
  ],
  [
    'registration without loopback',
    at('/register', () => Response.json({ error: 'invalid_redirect_uri' }, { status: 400 })),
    'client registration',
    'error',
    /invalid_redirect_uri/,
  ],
  [
    'registration that requires a token',
    at('/register', () => new Response('', { status: 401 })),
    'client registration',
    'error',
    /401/,
  ],
  [
    'registration without an id',
    at('/register', () => Response.json({}, { status: 201 })),
    'client registration',
    'error',
    /no "client_id"/,
  ],
  ['no authorization page', at('/authorize', missing), 'authorization endpoint', 'error', /404/],
  [
    'an unknown resource',
    refusal('invalid_target'),
    'authorization endpoint',
    'error',
    /invalid_target/,
  ],
  [
    'an unknown redirect URI',
    at('/authorize', status(400)),
    'authorization endpoint',
    'error',
    /status 400/,
  ],
  ['a page for tokens', at('/token', page), 'token endpoint', 'error', /no OAuth error/],
  [
    'a token endpoint without codes',
    at('/token', () => Response.json({ error: 'unsupported_grant_type' }, { status: 400 })),
    'token endpoint',
    'error',
    /unsupported_grant_type/,
  ],
  [
    'a token endpoint that requires secrets',
    at('/token', () => Response.json({ error: 'invalid_client' }, { status: 401 })),
    'token endpoint',
    'warning',
    /requires a secret/,
  ],
  [
    'a document of claude.ai that is not read',
    ({ url }) => (url.includes('claude.ai') ? new Response('who?', { status: 400 }) : undefined),
    'hosted clients',
    'warning',
    /sign-in of claude\.ai does not start \(status 400/,
  ],
  [
    'a document of claude.ai that is refused',
    ({ url }) =>
      url.includes('claude.ai')
        ? new Response('', {
            status: 302,
            headers: { location: 'https://claude.ai/?error=invalid_client' },
          })
        : undefined,
    'hosted clients',
    'warning',
    /does not start \(invalid_client/,
  ],
  [
    'a callback of ChatGPT that is refused',
    (_request, _base, body) =>
      body.includes('chatgpt.com')
        ? Response.json({ error: 'invalid_redirect_uri' }, { status: 400 })
        : undefined,
    'hosted clients',
    'warning',
    /callback of ChatGPT is not registered/,
  ],
  ...['/mcp', '/token'].map((path): (typeof BROKEN_CHAINS)[number] => [
    `no preflight of ${path}`,
    ({ url, method }) =>
      method === 'OPTIONS' && url.endsWith(path) ? new Response('', { status: 405 }) : undefined,
    'hosted clients',
    'warning',
    new RegExp(`cannot use "[^"]*${path}"`),
  ]),
];
