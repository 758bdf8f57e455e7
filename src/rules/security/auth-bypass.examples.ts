import { bad, ok } from '../example.js';

export default [
  ok`
    // .env.example
    MCP_ISSUER=
    AUTHOR_BYPASS_LIST=
  `,
  ok`
    // src/core/gate.ts
    export const authNeeded = (token?: string) => token === undefined;
  `,
  bad`
    // src/providers/weather/api/auth.ts, changed
    - import { bearerAuth } from 'mcp-provider/auth';
    + import { bearerAuth, noAuth } from 'mcp-provider/auth';
    …
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + const open = ‹noAuth()›;
    + export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
  `.finds(
    'The provider has "auth: bearer" in provider-config.yaml, but this code requires no credentials.',
  ),
  bad`
    // .env.example
    ‹AUTH_BYPASS›=true
  `.finds('"AUTH_BYPASS" lets callers bypass authentication.'),
  bad`
    // src/core/gate.ts
    export const open = ‹process.env.SKIP_AUTH› === 'true';
  `.finds('"SKIP_AUTH" lets callers bypass authentication.'),
  bad`
    // src/core/gate.ts
    const { ‹NO_AUTH› } = process.env;
    export const open = NO_AUTH === '1';
  `.finds('"NO_AUTH" lets callers bypass authentication.'),
  bad`
    // src/core/gate.ts
    export const open = (token: string) => token.endsWith(‹'.bypass-signature'›);
  `.finds('".bypass-signature" lets callers bypass authentication.'),
];
