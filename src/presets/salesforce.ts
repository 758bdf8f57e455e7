import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Salesforce',
  settings: {
    authorizationUrl: 'https://login.salesforce.com/services/oauth2/authorize',
    tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
    clientAuthentication: 'post',
  },
  alwaysScopes: ['refresh_token'],
  exampleScopes: ['api'],
  // Unless rotation is turned on at the app.
  register: {
    url: 'https://help.salesforce.com/s/articleView?id=sf.connected_app_create.htm',
    notes: [
      'Use the base URL of your organization, such as https://acme.my.salesforce.com.',
      'A sandbox signs in at test.salesforce.com.',
    ],
  },
  sources: {
    endpoints:
      'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm',
  },
} satisfies Preset;
