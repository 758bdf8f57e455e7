import { testProvider } from 'mcp-provider/testing';
import { clientCredentials } from 'mcp-provider/testing/oauth';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'reports', {
  signIn: clientCredentials({
    tokenUrl: 'https://auth.example.com/oauth2/token',
    clientAuthentication: 'basic',
    scopes: ['reports:read'],
  }),
  baseUrl: 'https://reports.example.com/v2',
  tools: {
    get_report: {
      arguments: { month: '2026-11' },
      request: { method: 'GET', path: '/reports/2026-11' },
      response: { opened: 1, solved: 2, median_hours: 3 },
    },
  },
});
