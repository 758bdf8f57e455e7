import { kinds } from '../../src/kinds/register.gen.js';
import type { AuthStyle } from '../../src/model/auth-style.js';
import type { AuthStyles, KindsAndStyles } from '../../src/model/kinds-and-styles.js';
import { kindsAndStyles as own } from '../../src/sources/kinds-and-styles.js';
import { authStyles } from '../../src/styles/register.gen.js';

/** A style with every kind of setting: URLs, lists, numbers, switches. */
const oauth2: AuthStyle = {
  label: 'OAuth 2.0',
  place: 'request',
  settings: {
    required: ['authorizationUrl', 'tokenUrl'],
    properties: {
      authorizationUrl: { type: 'string', format: 'uri' },
      tokenUrl: { type: 'string', format: 'uri' },
      scopes: { type: 'array', items: { type: 'string' } },
      marginSeconds: { type: 'integer' },
      pkce: { type: 'boolean' },
    },
  },
  questions: [],
  environment: () => [],
  storesCredentials: true,
  readme: () => '',
  testing: () => ({ name: 'accessToken', from: 'mcp-provider/testing/oauth' }),
  dependencies: [],
  sample: {
    style: 'oauth2',
    authorizationUrl: 'https://auth.acme.dev/authorize',
    tokenUrl: 'https://auth.acme.dev/token',
    scopes: ['rooms:read', 'messages:write'],
    marginSeconds: 60,
    pkce: true,
  },
};

export const styles: AuthStyles = { ...authStyles, oauth2 };

export const kindsAndStyles: KindsAndStyles = { ...own, styles };

/** Where items are added. */
export const ACME = { name: 'acme', kind: kinds.api };
