import { expect, it } from 'vitest';
import { providerSteps } from '../../src/extend/provider-steps.js';
import type { ApiProvider } from '../../src/kinds/api/spec.js';
import type { AuthSpec } from '../../src/model/spec.js';
import { loadPresets } from '../../src/styles/oauth2/section.js';

await loadPresets();

const spec = (auth: AuthSpec, more: Partial<ApiProvider> = {}): ApiProvider => ({
  name: 'acme_chat',
  kind: 'api',
  displayName: 'Acme Chat',
  description: 'Rooms.',
  baseUrl: 'https://api.acme.dev',
  auth,
  tools: [],
  resources: [],
  prompts: [],
  ...more,
});

const SET = '# Set ACME_CHAT_CLIENT_ID and ACME_CHAT_CLIENT_SECRET in .env (see .env.example).';
const SIGN_IN = 'npx mcp-provider sign-in acme_chat';
const REDIRECT = 'with the redirect URI http://127.0.0.1:8711/auth/callback.';
const URLS = { authorizationUrl: 'https://a.dev/a', tokenUrl: 'https://a.dev/t' };

it.each<[string, ApiProvider, ...string[]]>([
  ['an open API', spec({ style: 'none' })],
  ['a key', spec({ style: 'api-key', in: 'header', name: 'X-Key' }), SIGN_IN],
  [
    'a service that is known',
    spec({ style: 'oauth2', preset: 'github' }),
    `# Register an OAuth client at https://github.com/settings/developers, ${REDIRECT}`,
    SET,
    SIGN_IN,
  ],
  [
    'a public client of another service',
    spec({ style: 'oauth2', ...URLS, clientAuthentication: 'none' }),
    `# Register an OAuth client with the service, ${REDIRECT}`,
    '# Set ACME_CHAT_CLIENT_ID in .env (see .env.example).',
    SIGN_IN,
  ],
  [
    'the server signs in as itself',
    spec({ style: 'client-credentials', tokenUrl: 'https://a.dev/t' }),
    SET,
  ],
  [
    'calls that nobody has written',
    spec(
      { style: 'none' },
      {
        tools: [
          { name: 'get_room', description: 'A room.', inputSchema: { type: 'object' } },
          {
            name: 'list_rooms',
            description: 'Rooms.',
            inputSchema: { type: 'object' },
            request: { method: 'GET', path: '/rooms' },
          },
        ],
        resources: [{ name: 'room', uri: 'acme://rooms', mimeType: 'text/plain' }],
      },
    ),
    '# Write the code in src/providers/acme_chat/tools/get-room.ts, or run "npx mcp-provider add-tool get_room --request …".',
    '# Write the code in src/providers/acme_chat/resources/room.ts.',
  ],
])('the next steps for %s', (_, provider, ...steps) => {
  const place = { packageManager: 'npm', port: 8711 } as const;
  expect(providerSteps(provider, { ...place, signIn: 'terminal' })).toEqual(steps);
  const others = steps.filter((step) => step !== SIGN_IN);
  expect(providerSteps(provider, { ...place, signIn: undefined })).toEqual(others);
  const commands = providerSteps(provider, { ...place, signIn: 'program' });
  expect(commands.filter((step) => !step.startsWith('#'))).toEqual([]);
  expect(commands).toHaveLength(steps.length);
});
