import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/auth.ts
    export * from './store.js';
    export { load as getCredentials } from './store.js';

    // src/providers/weather/api/store.ts
    export const load = async (userId: string) => userId;
    export async function saveCredentials() {}
  `,
  bad`
    // src/providers/weather/mcp-instance.ts, changed
      ‹import› { defineProvider } from 'mcp-provider';
    …
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export const { resource, prompt, createServer, getInitializationOptions } = defineProvider({
  `.fixed`
    // src/providers/weather/mcp-instance.ts, changed
    - export const { resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  `.finds('"src/providers/weather/mcp-instance.ts" does not export "tool".'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    + import { ‹createServer› } from 'node:http';
      import { defineProvider } from 'mcp-provider';
    …
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export const { tool, resource, prompt, getInitializationOptions } = defineProvider({
  `.finds('"createServer" is not exported from "src/providers/weather/mcp-instance.ts".'),
  bad`
    // src/providers/weather/index.ts, changed
      ‹import› './tools/get-forecast.js';
    …
    - export * as apiAuth from './api/auth.js';
  `.fixed`
    // src/providers/weather/index.ts, changed
      export * as serverAuth from './server-auth.js';
    + export * as apiAuth from './api/auth.js';
  `.finds('"src/providers/weather/index.ts" does not export "apiAuth".'),
  bad`
    // src/providers/weather/api/auth.ts, changed
      ‹import› { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials } = auth;
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials } = auth;
    + export const { saveCredentials, signOut, getCredentials } = auth;
  `.finds('"src/providers/weather/api/auth.ts" does not export "saveCredentials".'),
  bad`
    // src/providers/weather/index.ts
    ‹‹‹import›››  './tools/get-forecast.js';
  `.fixed`
    // src/providers/weather/index.ts, changed
      import  './tools/get-forecast.js';
    + export * as apiAuth from './api/auth.js';
    + export * as mcpInstance from './mcp-instance.js';
    + export * as serverAuth from './server-auth.js';
  `.finds(
    '"src/providers/weather/index.ts" does not export "apiAuth".',
    '"src/providers/weather/index.ts" does not export "mcpInstance".',
    '"src/providers/weather/index.ts" does not export "serverAuth".',
  ),
  bad`
    // src/providers/weather/index.ts, changed
    - export * as apiAuth from './api/auth.js';
    + export ‹* as apiAuth› from './server-auth.js';
  `.finds(
    '"apiAuth" is "src/providers/weather/server-auth.ts", not "src/providers/weather/api/auth.ts".',
  ),
  bad`
    // src/providers/mail/api/auth.ts
    import { bearerAuth } from 'mcp-provider/auth';

    export const { getCredentials, saveCredentials } = bearerAuth('mail', { token: 'MAIL_TOKEN' });

    // src/providers/weather/index.ts, changed
    - export * as apiAuth from './api/auth.js';
    + import * as apiAuth from '../mail/api/auth.js';
    + export { ‹apiAuth› };
  `.finds(
    '"apiAuth" is "src/providers/mail/api/auth.ts", not "src/providers/weather/api/auth.ts".',
  ),
  // One sign-in for two providers, in a file of neither.
  ok`
    // src/core/auth.ts
    import { bearerAuth } from 'mcp-provider/auth';

    export const { getCredentials, saveCredentials } = bearerAuth('weather', { token: 'SKY_TOKEN' });

    // src/providers/weather/index.ts, changed
    - export * as apiAuth from './api/auth.js';
    + export * as apiAuth from '../../core/auth.js';
  `,
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials, saveCredentials: ‹saveCredential›, signOut } = auth;
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials: saveCredential, signOut } = auth;
    + export const { getCredentials, saveCredentials: saveCredentials, signOut } = auth;
  `.finds('"src/providers/weather/api/auth.ts" does not export "saveCredentials".'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const { ‹getCredentials›, saveCredentials, signOut } = auth;
    + export { saveCredentials, signOut };
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
      export { saveCredentials, signOut };
    + export { getCredentials };
  `.finds('"getCredentials" is not exported from "src/providers/weather/api/auth.ts".'),
  bad`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + const runAuthServer = signInForm(auth);
    + ‹export default runAuthServer;›
  `.finds(
    '"src/providers/weather/server-auth.ts" exports "runAuthServer" as default, not by name.',
  ),
  bad`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + ‹export /* of the form */ default signInForm(auth);›
  `.finds(
    '"src/providers/weather/server-auth.ts" exports "runAuthServer" as default, not by name.',
  ),
  bad`
    // src/providers/weather/server-auth.ts
    import { browserSignIn } from 'mcp-provider/oauth';
    import { auth } from './api/auth.js';

    ‹export default browserSignIn(auth);›
  `.fixed`
    // src/providers/weather/server-auth.ts, changed
    - export default browserSignIn(auth);
    + export const { runAuthServer, createPages } = browserSignIn(auth);
  `.finds(
    '"src/providers/weather/server-auth.ts" exports "runAuthServer" as default, not by name.',
  ),
  bad`
    // src/providers/weather/server-auth.ts
    ‹export› const PORT = 8710;
  `.finds('"src/providers/weather/server-auth.ts" does not export "runAuthServer".'),
  bad`
    // src/providers/weather/server-auth.ts
    export { ‹runAuthServer› } from './sign-in.js';

    // src/providers/weather/sign-in.ts
    export const runAuthSever = () => {};
  `.finds('"src/providers/weather/sign-in.ts" does not export "runAuthServer".'),
  bad`
    // src/providers/weather/server-auth.ts
    ‹export› * from './form.js';
    export * from './page.js';

    // src/providers/weather/form.ts
    export const runAuthServer = () => {};

    // src/providers/weather/page.ts
    export const runAuthServer = () => {};
  `.finds('"src/providers/weather/server-auth.ts" does not export "runAuthServer".'),
  bad`
    // src/providers/weather/api/auth.ts
    ‹‹export * from '@acme/auth';››
  `.finds(
    'Cannot determine whether this exports "getCredentials".',
    'Cannot determine whether this exports "saveCredentials".',
  ),
  bad`
    // src/providers/weather/api/base.ts
    import { bearerAuth } from 'mcp-provider/auth';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    export const { getCredentials, saveCredentials, signOut } = auth;

    // src/providers/weather/api/other.ts
    import { auth } from './base.js';

    export const getCredentials = auth.getCredentials;

    // src/providers/weather/api/auth.ts
    ‹export› * from './base.js';
    export * from './other.js';
  `.finds('"src/providers/weather/api/auth.ts" does not export "getCredentials".'),
  bad`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + const ‹runAuthServer› = signInForm(auth);
  `.fixed`
    // src/providers/weather/server-auth.ts, changed
    - const runAuthServer = signInForm(auth);
    + export const runAuthServer = signInForm(auth);
  `.finds('"runAuthServer" is not exported from "src/providers/weather/server-auth.ts".'),
  bad`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + ‹export default signInForm(auth);›
  `.fixed`
    // src/providers/weather/server-auth.ts, changed
    - export default signInForm(auth);
    + export const runAuthServer = signInForm(auth);
  `.finds(
    '"src/providers/weather/server-auth.ts" exports "runAuthServer" as default, not by name.',
  ),
  bad`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + export const ‹serve› = signInForm(auth);
  `.fixed`
    // src/providers/weather/server-auth.ts, changed
    - export const serve = signInForm(auth);
    + export const runAuthServer = signInForm(auth);
  `.finds('"src/providers/weather/server-auth.ts" does not export "runAuthServer".'),
];
