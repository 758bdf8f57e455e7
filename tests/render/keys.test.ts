import { expect, it } from 'vitest';
import { KEYS } from '../support/arbitrary.js';
import { renderedTexts } from './rendered.js';

it.each([
  {
    auth: { ...KEYS },
    code: `apiKeyAuth(
  'acme',
  {
    apiKey: 'ACME_API_KEY',
    appKey: 'ACME_APP_KEY',
    token: 'ACME_TOKEN',
    session2: 'ACME_SESSION2',
    secret: 'ACME_SECRET',
  },
  {
    apiKey: { in: 'header', name: 'Authorization', prefix: 'Token ' },
    appKey: { in: 'header', name: 'X-App-Key' },
    token: { in: 'query', name: 'token' },
    session2: { in: 'cookie', name: 'sid' },
    secret: { in: 'body', name: 'secret' },
  },
);`,
    signIn: `apiKey([
    { header: 'Authorization', prefix: 'Token ' },
    { header: 'X-App-Key' },
    { query: 'token' },
    { cookie: 'sid' },
    { body: 'secret' },
  ]),`,
    variables: ['API_KEY', 'APP_KEY', 'TOKEN', 'SESSION2', 'SECRET'],
  },
  {
    auth: { style: 'basic-key' },
    code: `apiKeyAuth('acme', { apiKey: 'ACME_API_KEY' }, { in: 'basic' });`,
    signIn: 'basicKey,',
    variables: ['API_KEY'],
  },
])('keys of the style $auth.style', ({ auth, code, signIn, variables }) => {
  const value = { name: 'acme', description: 'A.', baseUrl: 'https://api.acme.dev', auth };
  const text = renderedTexts(value);
  expect(text('src/providers/acme/api/auth.ts')).toContain(`export const auth = ${code}\n`);
  expect(text('tests/acme.test.ts')).toContain(`signIn: ${signIn}\n`);
  const named = variables.map((name) => `ACME_${name}`);
  expect(text('.env.example')).toContain(named.map((name) => `# ${name}=\n`).join(''));
  expect(text('README.md')).toContain(named.map((name) => `\`${name}\``).join(' and '));
});
