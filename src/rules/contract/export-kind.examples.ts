import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    const form = signInForm(auth);
    const run = async (options: Parameters<typeof form>[0]) => form(options);
    export { run as runAuthServer };
  `,
  ok`
    // src/providers/weather/api/auth.ts
    import { bearerAuth } from 'mcp-provider/auth';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    const bearer = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    export const auth: typeof bearer = { ...bearer, signOut: async () => {} };
    export const { getCredentials, saveCredentials, signOut } = auth;
  `,
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export const ‹createServer›: CreateServer = {} as CreateServer;
    + export const { tool, resource, prompt, getInitializationOptions } = defineProvider({
  `.finds('"createServer" is an object, not a function.'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export const ‹createServer› = new McpServer({ name: PROVIDER_NAME, version: '1' });
    + export const { tool, resource, prompt, getInitializationOptions } = defineProvider({
  `.finds('"createServer" is an object, not a function.'),
  bad`
    // src/providers/weather/server-auth.ts
    export let ‹runAuthServer›: () => Promise<{ url: string; close(): Promise<void> }>;
  `.finds('"runAuthServer" is undefined, not a function.'),
  bad`
    // src/providers/weather/server-auth.ts
    import type { runAuthServer } from './sign-in.js';
    export { ‹runAuthServer› };

    // src/providers/weather/sign-in.ts
    export const runAuthServer = async () => ({ url: '', close: async () => {} });
  `.finds('"runAuthServer" is only a type, not a function.'),
  bad`
    // src/providers/weather/server-auth.ts
    export interface ‹runAuthServer› {}
  `.finds('"runAuthServer" is only a type, not a function.'),
  bad`
    // src/providers/weather/server-auth.ts
    export class ‹runAuthServer› {}
  `.finds('"runAuthServer" is a class, not a function.'),
  bad`
    // src/providers/weather/server-auth.ts
    import { make } from '@acme/auth';
    export const ‹runAuthServer› = make();
  `.finds('Cannot determine whether "runAuthServer" is a function.'),
  bad`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    export let ‹runAuthServer›: ReturnType<typeof signInForm>;
    const set = () => {
      runAuthServer = signInForm(auth);
    };
    export function start() {
      ['first'].forEach(() => set());
    }
  `.finds('"runAuthServer" is undefined, not a function.'),
  // Something calls the function that sets it.
  ok`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    type Run = (options: { host: string; port: number }) => Promise<{ url: string; close(): Promise<void> }>;
    export let runAuthServer: Run;
    const set = () => {
      runAuthServer = async (options) => signInForm(auth)(options);
    };
    function start() {
      set();
    }
    start();
  `,
  ok`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    type Run = (options: { host: string; port: number }) => Promise<{ url: string; close(): Promise<void> }>;
    export let runAuthServer: Run;
    function start() {
      runAuthServer = async (options) => signInForm(auth)(options);
    }
    process.once('warning', start);
  `,
  ok`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    type Run = (options: { host: string; port: number }) => Promise<{ url: string; close(): Promise<void> }>;
    export let runAuthServer: Run;
    export function start() {
      runAuthServer = async (options) => signInForm(auth)(options);
    }

    // src/core/start.ts
    import { start } from '../providers/weather/server-auth.js';

    start();
  `,
  ok`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    let runAuthServer: ReturnType<typeof signInForm>;
    runAuthServer = signInForm(auth);
    export { runAuthServer };
  `,
  bad`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + export let ‹runAuthServer›: ReturnType<typeof signInForm>;
    +
    + if (process.env.WEATHER_SIGN_IN === 'form') runAuthServer = signInForm(auth);
  `.finds('"runAuthServer" is undefined unless a condition holds, not a function.'),
  ok`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + export let runAuthServer: ReturnType<typeof signInForm>;
    +
    + if (process.env.WEATHER_SIGN_IN === 'form') runAuthServer = signInForm(auth);
    + else if (process.env.WEATHER_SIGN_IN) throw new Error('WEATHER_SIGN_IN must be "form".');
    + else runAuthServer = async (options) => signInForm(auth)(options);
  `,
  // A way that sets nothing, however deep.
  bad`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + export let ‹runAuthServer›: ReturnType<typeof signInForm>;
    +
    + if (process.env.WEATHER_SIGN_IN === 'form') {
    +   if (process.env.WEATHER_REGION) runAuthServer = signInForm(auth);
    + } else {
    +   runAuthServer = async (options) => signInForm(auth)(options);
    + }
  `.finds('"runAuthServer" is undefined unless a condition holds, not a function.'),
  bad`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + export let ‹runAuthServer›: ReturnType<typeof signInForm>;
    +
    + process.env.WEATHER_SIGN_IN === 'form' && (runAuthServer = signInForm(auth));
  `.finds('"runAuthServer" is undefined unless a condition holds, not a function.'),
  // Each way sets it, throws, or goes on with one that does.
  ok`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + const fail = (message: string): never => {
    +   throw new Error(message);
    + };
    + export let runAuthServer: ReturnType<typeof signInForm>;
    +
    + switch (process.env.WEATHER_SIGN_IN) {
    +   case 'test':
    +     console.error('A test');
    +   case 'form':
    +     if (process.env.WEATHER_REGION) runAuthServer = signInForm(auth);
    +     else runAuthServer = async (options) => signInForm(auth)(options);
    +     break;
    +   default:
    +     fail('WEATHER_SIGN_IN must be "form".');
    + }
  `,
  ok`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + const isForm = process.env.WEATHER_SIGN_IN === 'form';
    + export let runAuthServer: ReturnType<typeof signInForm>;
    +
    + if (isForm) runAuthServer = signInForm(auth);
    + if (!isForm) runAuthServer = async (options) => signInForm(auth)(options);
  `,
  ok`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + export let runAuthServer: ReturnType<typeof signInForm>;
    +
    + if (process.env.WEATHER_SIGN_IN === 'form') runAuthServer = signInForm(auth);
    + if (!runAuthServer) throw new Error('WEATHER_SIGN_IN must be "form".');
  `,
];
