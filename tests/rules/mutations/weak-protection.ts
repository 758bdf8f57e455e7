import { module } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  inIssues('tls docker', 'security/unverified-tls', {
    Dockerfile: `FROM node:20
▶ENV NODE_TLS_REJECT_UNAUTHORIZED=0
CMD ["node", "dist/server.js"]
`,
  }),
  inIssues('tls env.example', 'security/unverified-tls', {
    '.env.example': `▶NODE_TLS_REJECT_UNAUTHORIZED=0
ISSUES_TOKEN=
`,
  }),
  inIssues('Math.random state', 'security/weak-random', {
    ...module(`▶export const newState = () => Math.random().toString(36).slice(2);
`),
  }),
  inIssues('constant IV', 'security/constant-iv', {
    ...module(`import { createCipheriv } from 'node:crypto';
const IV = Buffer.alloc(12, 7);
▶export const seal = (key: Buffer, text: string) => createCipheriv('aes-256-gcm', key, IV).update(text);
`),
  }),
  inIssues('=== secret', 'security/timing-comparison', {
    ...module(`import type { Route } from 'mcp-provider/server';
export const hook: Route = {
  path: '/hook',
  public: true,
  handle: async (request) =>
▶    request.headers.get('x-signature') === process.env.HOOK_SECRET
      ? new Response('ok')
      : new Response('no', { status: 403 }),
};
`),
  }),
  inIssues('module iv random once', 'security/constant-iv', {
    ...module(`import { createCipheriv, randomBytes } from 'node:crypto';
const iv = randomBytes(12);
export function seal(key: Buffer, text: string): Buffer {
▶  return createCipheriv('aes-256-gcm', key, iv).update(text);
}
`),
  }),
  inIssues('random nonce const', 'security/weak-random', {
    ...module(`export function authorizationUrl(base: string): string {
▶  const state = String(Math.floor(Math.random() * 1e9));
  return \`\${base}?state=\${state}\`;
}
`),
  }),
  inIssues('hmac ===', 'security/timing-comparison', {
    ...module(`import { createHmac } from 'node:crypto';
export async function isGenuine(request: Request, key: string): Promise<boolean> {
  const signature = createHmac('sha256', key).update(await request.text()).digest('hex');
▶  return request.headers.get('x-hub-signature') === signature;
}
`),
  }),
  inIssues('tls agent var', 'security/unverified-tls', {
    'src/providers/issues/api/client.ts': `import { Agent } from 'node:https';
import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

const strict = process.env.STRICT !== '0';
▶export const agent = new Agent({ rejectUnauthorized: strict });
/** Sends a request with the caller's credentials. */
export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
`,
  }),
  inIssues('tls workflow', 'security/unverified-tls', {
    '.github/workflows/ci.yml': `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    env:
▶      NODE_TLS_REJECT_UNAUTHORIZED: "0"
    steps: []
`,
  }),
  inIssues('checkServerIdentity off', 'security/unverified-tls', {
    'src/providers/issues/api/client.ts': `import { Agent } from 'node:https';
import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

▶export const agent = new Agent({ checkServerIdentity: () => undefined });
/** Sends a request with the caller's credentials. */
export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
`,
  }),
];
