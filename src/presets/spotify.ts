import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Spotify',
  baseUrl: 'https://api.spotify.com/v1',
  settings: {
    authorizationUrl: 'https://accounts.spotify.com/authorize',
    tokenUrl: 'https://accounts.spotify.com/api/token',
    clientAuthentication: 'basic-raw',
  },
  exampleScopes: ['user-read-private'],
  loopback: '127.0.0.1',
  register: {
    url: 'https://developer.spotify.com/dashboard',
    notes: ['Redirect URIs with "localhost" are refused.'],
  },
  sources: {
    redirect: 'https://developer.spotify.com/documentation/web-api/concepts/redirect_uri',
    endpoints: 'https://developer.spotify.com/documentation/web-api/tutorials/code-flow',
  },
} satisfies Preset;
