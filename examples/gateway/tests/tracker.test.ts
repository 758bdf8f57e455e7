import { accessToken } from 'mcp-provider/testing/oauth';
import { testProvider } from 'mcp-provider/testing/remote';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'tracker', {
  signIn: accessToken({
    issuer: 'https://auth.tracker.example',
    resource: 'https://mcp.tracker.example/mcp',
    redirectUri: 'http://127.0.0.1:8712/auth/callback',
    scopes: ['issues:read', 'issues:write'],
  }),
  tokenPath: 'gateway',
});
