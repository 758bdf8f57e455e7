import type { Preset } from '../model/preset.js';

export default {
  displayName: 'GitLab',
  baseUrl: 'https://gitlab.com/api/v4',
  settings: {
    issuer: 'https://gitlab.com',
    authorizationUrl: 'https://gitlab.com/oauth/authorize',
    tokenUrl: 'https://gitlab.com/oauth/token',
    clientAuthentication: 'post',
  },
  exampleScopes: ['read_user'],
  register: {
    url: 'https://gitlab.com/-/user_settings/applications',
    notes: ['A server of your own has the same paths, and its address as issuer.'],
  },
  sources: {
    endpoints: 'https://docs.gitlab.com/api/oauth2',
  },
} satisfies Preset;
