import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Notion',
  baseUrl: 'https://api.notion.com/v1',
  headers: { 'Notion-Version': '2026-03-11' },
  settings: {
    authorizationUrl: 'https://api.notion.com/v1/oauth/authorize',
    tokenUrl: 'https://api.notion.com/v1/oauth/token',
    clientAuthentication: 'basic-raw',
    authorizationParams: {
      owner: 'user',
    },
    quirks: {
      jsonRequest: true,
      headers: {
        'Notion-Version': '2026-03-11',
      },
    },
  },
  exampleScopes: [],
  refresh: 'rotating',
  pkce: 'unknown',
  register: {
    url: 'https://www.notion.so/my-integrations',
    notes: ['There are no scopes: users choose pages when they allow access.'],
  },
  sources: {
    endpoints: 'https://developers.notion.com/reference/create-a-token',
    version: 'https://developers.notion.com/reference/versioning',
    refresh: 'https://developers.notion.com/reference/refresh-a-token',
  },
} satisfies Preset;
