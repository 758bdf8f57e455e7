import type { Mutant } from './mutant.js';

/** Wrong credentials, names and sign-ins. */
export const inAccess: readonly Mutant[] = [
  {
    mistake: 'all users have the credentials of one',
    provider: 'chat',
    file: 'api/auth.ts',
    code: 'export const { getCredentials, saveCredentials, signOut } = auth;',
    mistaken: `const { getCredentials: ofUser } = auth;
      auth.getCredentials = () => ofUser('local');
      export const { getCredentials, saveCredentials, signOut } = auth;`,
    noticedBy: 'uses the credentials of its caller',
  },
  {
    mistake: 'credentials are kept in a variable',
    provider: 'issues',
    file: 'api/client.ts',
    code: 'auth);',
    mistaken: `{ ...auth, getCredentials: async (user) => (known ??= await auth.getCredentials(user)) });
      let known;`,
    noticedBy: 'uses the credentials of its caller',
  },
  {
    mistake: 'responses are cached for all users',
    provider: 'issues',
    file: 'api/client.ts',
    code: 'export const callApi = apiClient(',
    mistaken: `const cache = new Map();
      export const callApi = async (request, context) => {
        const key = JSON.stringify(request);
        if (!cache.has(key)) cache.set(key, await send(request, context));
        return cache.get(key);
      };
      const send = apiClient(`,
    noticedBy: 'uses the credentials of its caller',
  },
  {
    mistake: 'the user of the latest call is kept in a variable',
    provider: 'issues',
    file: 'api/client.ts',
    code: 'export const callApi = apiClient(',
    mistaken: `let principal;
      export const callApi = async (request, context) => {
        principal = context.principal;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return send(request, { ...context, principal });
      };
      const send = apiClient(`,
    noticedBy: 'uses the credentials of its caller',
  },
  {
    mistake: 'users who are not signed in have a token of the server',
    provider: 'chat',
    file: 'api/client.ts',
    code: 'PROVIDER_NAME, auth',
    mistaken: `PROVIDER_NAME, { ...auth, getCredentials: async (user) =>
      (await auth.getCredentials(user)) ?? { accessToken: 'of-the-server' } }`,
    noticedBy: 'needs a sign-in',
  },
  {
    mistake: 'requests have no credentials',
    provider: 'chat',
    file: 'api/client.ts',
    code: 'PROVIDER_NAME, auth',
    mistaken: 'PROVIDER_NAME, { ...auth, authorize: () => {} }',
    noticedBy: 'sends the request',
  },
  {
    mistake: 'requests have the credentials in another header',
    provider: 'issues',
    file: 'api/client.ts',
    code: 'PROVIDER_NAME, auth',
    mistaken: `PROVIDER_NAME, { ...auth, authorize: ({ headers }, { token }) =>
      headers.set('x-token', token) }`,
    noticedBy: 'sends the request',
  },
  {
    mistake: 'the name is not that of the directory',
    provider: 'issues',
    file: 'mcp-instance.ts',
    code: "export const PROVIDER_NAME = 'issues'",
    mistaken: "export const PROVIDER_NAME = 'tickets'",
    noticedBy: 'issues',
  },
  {
    mistake: 'the environment variable has a wrong name',
    provider: 'issues',
    file: 'api/auth.ts',
    code: "'ISSUES_TOKEN'",
    mistaken: "'ISSUES_KEY'",
    noticedBy: 'takes the credentials of a local user from the environment',
  },
  {
    mistake: 'the sign-in stores credentials for another user',
    provider: 'issues',
    file: 'server-auth.ts',
    code: 'signInForm(auth)',
    mistaken:
      "signInForm({ ...auth, saveCredentials: (_user, secret) => auth.saveCredentials('local', secret) })",
    noticedBy: 'takes a secret, stores it for this user',
  },
  {
    mistake: 'codes are sent to another server',
    provider: 'chat',
    file: 'api/auth.ts',
    code: "'https://auth.chat.example.com/oauth/token'",
    mistaken: "'https://auth.example.com/oauth/token'",
    noticedBy: 'are those of the service',
  },
];
