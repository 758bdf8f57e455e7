import { accessToken } from 'mcp-provider/testing/oauth';
import { testProvider } from 'mcp-provider/testing/remote';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'tracker', {
  signIn: accessToken({
    issuer: 'https://auth.tracker.example',
    scopes: ['issues:read', 'issues:write'],
  }),
});
