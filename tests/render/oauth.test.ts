import { expect, it } from 'vitest';
import { loadPresets } from '../../src/styles/oauth2/section.js';
import { renderedTexts } from './rendered.js';

await loadPresets();

const SCOPES = 'scopes and redirect URI are in provider-config.yaml';
const endpoints = {
  authorizationUrl: 'https://auth.acme.dev/authorize',
  tokenUrl: 'https://auth.acme.dev/token',
};

it.each<[string, object, string, ...string[]]>([
  [
    'scopes',
    { ...endpoints, scopes: ['rooms:read'] },
    SCOPES,
    'Set `ACME_CLIENT_ID` and `ACME_CLIENT_SECRET` (see',
  ],
  ['no scopes', endpoints, 'the redirect URI is in provider-config.yaml'],
  ['scopes of a preset', { preset: 'microsoft' }, SCOPES],
  [
    'automatic registration',
    { ...endpoints, registration: 'automatic' },
    'the redirect URI is in',
    'and set `ACME_CLIENT_ID` and `ACME_CLIENT_SECRET` (see',
  ],
  [
    'automatic registration of a public client',
    { ...endpoints, registration: 'automatic', clientAuthentication: 'none' },
    'the redirect URI is in',
    'and set `ACME_CLIENT_ID` (see',
  ],
])('OAuth with %s describes its settings', (_, auth, comment, ...sentences) => {
  const value = {
    name: 'acme',
    description: 'Rooms.',
    baseUrl: 'https://api.acme.dev',
    auth: { style: 'oauth2', ...auth },
  };
  const text = renderedTexts(value);
  expect(text('src/providers/acme/api/auth.ts')).toContain(comment);
  for (const sentence of sentences) expect(text('README.md')).toContain(sentence);
});
