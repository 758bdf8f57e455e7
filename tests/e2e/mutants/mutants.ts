/** A mistake in the provider of an example, and the test that notices it. */
export interface Mutant {
  mistake: string;
  /** Name of the example and of its provider. */
  provider: 'chat' | 'issues';
  /** Below the provider's folder. */
  file: string;
  code: string;
  mistaken: string;
  /** Part of the full name of a test that fails. */
  noticedBy: string;
  /** Only the built server shows it. */
  built?: true;
}

export const mutants: readonly Mutant[] = [
  {
    mistake: 'a path is not encoded',
    provider: 'issues',
    file: 'api/get-issue.ts',
    code: 'path: path`',
    mistaken: 'path: `',
    noticedBy: "'get_issue' sends the request",
  },
  {
    mistake: 'the method is wrong',
    provider: 'issues',
    file: 'api/add-comment.ts',
    code: "method: 'POST'",
    mistaken: "method: 'PUT'",
    noticedBy: "'add_comment' sends the request",
  },
  {
    mistake: 'the path is wrong',
    provider: 'issues',
    file: 'api/add-comment.ts',
    code: '/comments`',
    mistaken: '/comment`',
    noticedBy: "'add_comment' sends the request",
  },
  {
    mistake: 'two arguments are swapped',
    provider: 'issues',
    file: 'api/create-issue.ts',
    code: '${owner}/${repo}',
    mistaken: '${repo}/${owner}',
    noticedBy: "'create_issue' sends the request",
  },
  {
    mistake: 'a query parameter is missing',
    provider: 'chat',
    file: 'api/list-messages.ts',
    code: 'limit, ...query }',
    mistaken: 'limit, since: _since, ...query }',
    noticedBy: "'list_messages' sends the request",
  },
  {
    mistake: 'a query parameter has a wrong name',
    provider: 'chat',
    file: 'api/search-messages.ts',
    code: "path: '/search/messages', query }",
    mistaken: "path: '/search/messages', query: { query: query.query, author: query.from } }",
    noticedBy: "'search_messages' sends the request",
  },
  {
    mistake: 'the body is missing',
    provider: 'chat',
    file: 'api/send-message.ts',
    code: ', body }',
    mistaken: ' }',
    noticedBy: "'send_message' sends the request",
  },
  {
    mistake: 'a member of the body has a wrong name',
    provider: 'chat',
    file: 'api/send-message.ts',
    code: ', body }',
    mistaken: ', body: { message: body.text } }',
    noticedBy: "'send_message' sends the request",
  },
  {
    mistake: 'invalid arguments are accepted',
    provider: 'chat',
    file: 'tools/get-room.ts',
    code: 'room_id: z.string()',
    mistaken: 'room_id: z.coerce.string()',
    noticedBy: "'get_room' rejects invalid arguments",
  },
  {
    mistake: 'a field of the result is missing',
    provider: 'chat',
    file: 'tools/get-room.ts',
    code: '  topic: z.string().optional(),\n',
    mistaken: '',
    noticedBy: "'get_room' sends the request",
  },
  {
    mistake: 'the limit is ignored',
    provider: 'chat',
    file: 'api/list-rooms.ts',
    code: '{ limit, page }',
    mistaken: '{ limit: 500, page }',
    noticedBy: "'list_rooms' sends the request",
  },
  {
    mistake: 'only the first page is read',
    provider: 'issues',
    file: 'api/list-issues.ts',
    code: '{ limit, page }',
    mistaken: '{ limit, page: (response) => ({ items: page(response).items }) }',
    noticedBy: "'list_issues' sends the request",
  },
  {
    mistake: 'the next page is requested with a wrong parameter',
    provider: 'chat',
    file: 'api/list-messages.ts',
    code: "parameter: 'cursor'",
    mistaken: "parameter: 'after'",
    noticedBy: "'list_messages' sends the request",
  },
  {
    mistake: 'a tool is not imported',
    provider: 'chat',
    file: 'index.ts',
    code: "import './tools/get-room.js';\n",
    mistaken: '',
    noticedBy: 'offers exactly the tools',
  },
  {
    mistake: 'a tool is not finished',
    provider: 'chat',
    file: 'api/get-room.ts',
    code: 'const response =',
    mistaken: "throw new Error('Not implemented.');\n  const response =",
    noticedBy: "'get_room' sends the request",
  },
  {
    mistake: 'a resource is not imported',
    provider: 'issues',
    file: 'index.ts',
    code: "import './resources/readme.js';\n",
    mistaken: '',
    noticedBy: 'offers exactly the tools',
  },
  {
    mistake: 'a resource has a wrong path',
    provider: 'issues',
    file: 'api/read-readme.ts',
    code: '/readme`',
    mistaken: '/README`',
    noticedBy: "'readme' is read",
  },
  {
    mistake: 'a prompt says something else',
    provider: 'issues',
    file: 'prompts/triage.ts',
    code: ', group them by subject',
    mistaken: '',
    noticedBy: "'triage' is rendered",
  },
  {
    mistake: 'an error is taken for a result',
    provider: 'chat',
    file: 'api/get-room.ts',
    code: '}, context);',
    mistaken: "}, context).catch(() => ({ body: { id: 'none', name: 'None' } }));",
    noticedBy: "'get_room' reports them",
  },
  {
    mistake: 'something missing is taken for an empty result',
    provider: 'chat',
    file: 'api/get-room.ts',
    code: '}, context);',
    mistaken: `}, context).catch((error) => {
      if (error.failure === 'missing') return { body: { id: 'none', name: 'None' } };
      throw error;
    });`,
    noticedBy: "'get_room' reports them",
  },
  {
    mistake: "the model reads the API's words",
    provider: 'chat',
    file: 'api/client.ts',
    code: 'getCredentials });',
    mistaken: `getCredentials }, {
      fetch: async (...request) => {
        const response = await fetch(...request);
        words = response.ok ? '' : await response.clone().text();
        return response;
      },
      explain: () => words,
    });
    let words = '';`,
    noticedBy: 'reports them',
  },
  {
    mistake: 'all users have the credentials of one',
    provider: 'chat',
    file: 'api/auth.ts',
    code: 'export const { getCredentials, saveCredentials, signOut } = auth;',
    mistaken: `export const { saveCredentials, signOut } = auth;
      export const getCredentials = () => auth.getCredentials('local');`,
    noticedBy: 'uses the credentials of its caller',
  },
  {
    mistake: 'credentials are kept in a variable',
    provider: 'issues',
    file: 'api/client.ts',
    code: '...auth, getCredentials }',
    mistaken: '...auth, getCredentials: async (user) => (known ??= await getCredentials(user)) }',
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
    code: '...auth, getCredentials }',
    mistaken: `...auth, getCredentials: async (user) =>
      (await getCredentials(user)) ?? { accessToken: 'of-the-server' } }`,
    noticedBy: 'needs a sign-in',
  },
  {
    mistake: 'requests have no credentials',
    provider: 'chat',
    file: 'api/client.ts',
    code: '...auth, getCredentials }',
    mistaken: '...auth, getCredentials, authorize: () => {} }',
    noticedBy: 'sends the request',
  },
  {
    mistake: 'requests have the credentials in another header',
    provider: 'issues',
    file: 'api/client.ts',
    code: '...auth, getCredentials }',
    mistaken: `...auth, getCredentials, authorize: ({ headers }, { token }) =>
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
  {
    mistake: 'something else is written to stdout',
    provider: 'chat',
    file: 'api/get-room.ts',
    code: 'const response =',
    mistaken: "process.stdout.write('Reading a room.\\n');\n  const response =",
    noticedBy: 'writes nothing else to stdout',
    built: true,
  },
];
