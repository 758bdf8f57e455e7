import { project } from '../../src/rules/example.js';

/** The files of the contract, and the client of the API, of the example "issues" as a person may write them. */
export const byHand = project`
  // src/providers/issues/mcp-instance.ts
  import type { CreateServer, InitializationOptions } from 'mcp-provider';
  import { defineProvider } from 'mcp-provider';

  export const PROVIDER_NAME = 'issues';

  const provider = defineProvider({ name: PROVIDER_NAME, title: 'Issues', version: '0.1.0' });

  export const { tool, resource, prompt } = provider;

  export function getInitializationOptions(): InitializationOptions {
    return {
      name: PROVIDER_NAME,
      version: '0.1.0',
      capabilities: provider.getInitializationOptions().capabilities,
    };
  }

  export const createServer: CreateServer = (principal) => provider.createServer(principal);

  // src/providers/issues/server-auth.ts
  import type { AuthServer, AuthServerOptions } from 'mcp-provider/auth';
  import { signInForm } from 'mcp-provider/auth';
  import { auth } from './api/auth.js';

  const serve = signInForm(auth);

  export function runAuthServer(options: AuthServerOptions): Promise<AuthServer> {
    return serve(options);
  }

  // src/providers/issues/api/auth.ts
  import type { ApiRequest } from 'mcp-provider/api';
  import { bearerAuth } from 'mcp-provider/auth';
  import { PROVIDER_NAME } from '../mcp-instance.js';

  export interface Credentials {
    token: string;
  }

  export const auth = bearerAuth(PROVIDER_NAME, { token: 'ISSUES_TOKEN' });

  export async function getCredentials(userId: string): Promise<Credentials | null> {
    return auth.getCredentials(userId);
  }

  export async function saveCredentials(userId: string, credentials: Credentials): Promise<void> {
    await auth.saveCredentials(userId, credentials);
  }

  /** The request with the caller's credentials. */
  export function authorize(request: ApiRequest, { token }: Credentials) {
    return { ...request, headers: { authorization: \`Bearer \${token}\` } };
  }

  // src/providers/issues/api/http.ts
  import type { ApiRequest } from 'mcp-provider/api';

  type SignedRequest = ApiRequest & { headers: Record<string, string> };

  /** Sends a request; redirects are not followed. */
  export async function http(
    base: string,
    { method, path, headers }: SignedRequest,
    signal: AbortSignal,
  ): Promise<{ body: unknown }> {
    const response = await fetch(\`\${base}\${path}\`, { method, headers, signal, redirect: 'error' });
    return { body: await response.json() };
  }

  // src/providers/issues/api/client.ts
  import type { CallContext } from 'mcp-provider';
  import { configOf, ToolError } from 'mcp-provider';
  import type { ApiRequest } from 'mcp-provider/api';
  import { PROVIDER_NAME } from '../mcp-instance.js';
  import { authorize, getCredentials } from './auth.js';
  import { http } from './http.js';

  /** Sends a request with the caller's credentials. */
  export async function callApi(request: ApiRequest, { principal, signal }: CallContext) {
    const credentials = await getCredentials(principal.userId);
    if (!credentials) throw new ToolError('Sign in to Issues first.');
    return http(configOf(PROVIDER_NAME).base_url, authorize(request, credentials), signal);
  }
`;
