import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Discord',
  baseUrl: 'https://discord.com/api/v10',
  settings: {
    issuer: 'https://discord.com',
    authorizationUrl: 'https://discord.com/oauth2/authorize',
    tokenUrl: 'https://discord.com/api/oauth2/token',
    clientAuthentication: 'basic-raw',
  },
  exampleScopes: ['identify'],
  register: {
    url: 'https://discord.com/developers/applications',
    notes: [],
  },
  sources: {
    endpoints: 'https://discord.com/.well-known/oauth-authorization-server',
    token: 'https://discord.com/developers/docs/topics/oauth2',
  },
} satisfies Preset;
