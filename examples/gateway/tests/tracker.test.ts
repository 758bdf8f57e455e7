import { testProvider } from 'mcp-provider/testing';
import { accessToken } from 'mcp-provider/testing/oauth';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'tracker', {
  signIn: accessToken({ issuer: 'https://auth.tracker.example' }),
  tools: {},
});
