import { expect, it } from 'vitest';
import type { Reply } from '../../src/remote/doctor/ask.js';
import { checkSignInChain } from '../../src/remote/doctor/walk.js';
import { about, metadata } from './chain.js';

const BASE = 'https://mcp.example';
const LOCAL = 'http://127.0.0.1:9/admin';

const json = (document: object): Reply => ({
  status: 200,
  headers: new Headers({ 'content-type': 'application/json' }),
  text: JSON.stringify(document),
});

/** A public server whose documents name an address of this machine or its network. */
it.each<[string, { challenge?: string; resource?: object; server?: object }]>([
  ['challenge', { challenge: 'https://169.254.169.254/latest/meta-data' }],
  ['resource metadata', { resource: { authorization_servers: ['https://[fd00::1]/'] } }],
  ['authorization server metadata', { server: { token_endpoint: 'https://10.0.0.1/token' } }],
  ['challenge', { challenge: LOCAL }],
  ['resource metadata', { resource: { authorization_servers: [LOCAL] } }],
  ['authorization server metadata', { server: { authorization_endpoint: LOCAL } }],
  ['authorization server metadata', { server: { token_endpoint: LOCAL } }],
  ['authorization server metadata', { server: { registration_endpoint: LOCAL } }],
  ['authorization server metadata', { server: { registration_endpoint: 'register' } }],
])(
  'doctor sends no request to private addresses because of the %s',
  async (hop, { challenge, resource, server }) => {
    const asked: string[] = [];
    const place = challenge ?? `${BASE}/metadata`;
    const findings = await checkSignInChain(new URL(`${BASE}/mcp`), {
      async ask({ href }) {
        asked.push(href);
        if (href === `${BASE}/metadata`) return json({ ...about(BASE), ...resource });
        if (href.includes('.well-known')) return json({ ...metadata(BASE), ...server });
        const header = `Bearer resource_metadata="${place}"`;
        return { status: 401, headers: new Headers({ 'www-authenticate': header }), text: '' };
      },
      register: true,
      clientId: undefined,
      redirectUri: 'http://127.0.0.1:8710/auth/callback',
      token: undefined,
      list: () => Promise.reject(new Error('The chain is broken before')),
    });
    expect(findings.at(-1)).toMatchObject({ hop, state: 'error' });
    expect(asked.filter((address) => !address.startsWith(BASE))).toEqual([]);
  },
);
