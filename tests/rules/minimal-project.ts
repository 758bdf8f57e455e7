/** One small valid project: examples of rules are changes to it. */
export const minimalProject: Readonly<Record<string, string>> = {
  'provider-config.yaml': `providers:
  weather:
    name: Weather
    description: Forecasts for any place.
    base_url: https://api.weather.dev/v1
    auth: api-key
    token_path: credentials
`,
  'package.json': `{
  "name": "weather-mcp",
  "version": "0.1.0",
  "private": true,
  "type": "module",
  "engines": { "node": ">=20.19" },
  "scripts": { "start": "node dist/server.js" },
  "dependencies": {
    "@modelcontextprotocol/server": "2.4.0",
    "yaml": "2.9.1",
    "zod": "4.6.7"
  },
  "devDependencies": { "vitest": "4.1.12" }
}
`,
  'tsconfig.json': `{
  "compilerOptions": {
    // Imports carry the endings they have at run time.
    "module": "NodeNext",
    "moduleResolution": "NodeNext",
    "target": "ES2023",
    "strict": true,
    "verbatimModuleSyntax": true,
    "noEmit": true
  },
  "include": ["src", "tests"]
}
`,
  '.gitignore': `node_modules/
dist/
.env
.env.*
!.env.example
*.key
*.sealed
credentials.json
token.json
`,
  '.env.example': `# The key of the Weather API.
WEATHER_API_KEY=
`,
  '.mcp-provider.json': `{
  "version": "0.1.0",
  "providers": {}
}
`,
  'src/server.ts': `#!/usr/bin/env node
import { loadProvider } from './core/loader.js';
import { serve } from './core/serve.js';
import { providers } from './providers/index.js';

const { mcpInstance } = await loadProvider(providers, 'weather');
serve(mcpInstance.createServer);
`,
  'src/core/define.ts': `import type * as z from 'zod';

export interface CallContext {
  principal: { userId: string };
  signal: AbortSignal;
}

export interface ToolDefinition<Input extends z.ZodObject> {
  name: string;
  title?: string;
  description: string;
  input: Input;
  output?: z.ZodObject;
  annotations?: Record<string, boolean>;
  run(args: z.output<Input>, context: CallContext): Promise<unknown>;
}

export class ToolError extends Error {}
`,
  'src/core/registry.ts': `import type * as z from 'zod';
import type { ToolDefinition } from './define.js';

const offers = new Map<string, Map<string, unknown>>();

export function registerProvider(provider: string) {
  const tools = new Map<string, unknown>();
  offers.set(provider, tools);
  return {
    tool: <Input extends z.ZodObject>(definition: ToolDefinition<Input>) =>
      tools.set(definition.name, definition),
    resource: (definition: { name: string }) => tools.set(definition.name, definition),
    prompt: (definition: { name: string }) => tools.set(definition.name, definition),
  };
}
`,
  'src/core/instance.ts': `import { McpServer } from '@modelcontextprotocol/server';

export type CreateServer = (principal: { userId: string }) => McpServer;

export function serverFactory(name: string): CreateServer {
  return () => new McpServer({ name, version: '0.1.0' });
}
`,
  'src/core/serve.ts': `import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { CreateServer } from './instance.js';

export const serve = (createServer: CreateServer) =>
  serveStdio(() => createServer({ userId: 'local' }));
`,
  'src/core/loader.ts': `export async function loadProvider<P>(providers: Record<string, () => Promise<P>>, name: string) {
  const load = providers[name];
  if (!load) throw new Error(\`There is no provider "\${name}"\`);
  return load();
}
`,
  'src/core/http.ts': `export async function http(base: string, path: string, signal: AbortSignal, key = ''): Promise<unknown> {
  const response = await fetch(new URL(path, base), { signal, redirect: 'manual', headers: { key } });
  return response.json();
}
`,
  'src/core/log.ts': `export function log(message: string): void {
  process.stderr.write(\`\${message}\\n\`);
}
`,
  'src/core/sign-in.ts': `import { createServer } from 'node:http';

export interface AuthServerOptions {
  host: string;
  port: number;
}

export async function serveSignIn({ host, port }: AuthServerOptions, save: (key: string) => Promise<void>) {
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) throw new Error('This machine only.');
  const server = createServer((request, response) => {
    void save(String(request.headers['x-key'])).then(() => response.end());
  });
  server.listen(port, host);
  return { url: \`http://\${host}:\${port}/auth\`, close: async () => void server.close() };
}
`,
  'src/providers/index.ts': `export const providers = {
  weather: () => import('./weather/index.js'),
};
`,
  'src/providers/weather/index.ts': `import './tools/get-forecast.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
`,
  'src/providers/weather/mcp-instance.ts': `import type { CreateServer } from '../../core/instance.js';
import { serverFactory } from '../../core/instance.js';
import { registerProvider } from '../../core/registry.js';

export const PROVIDER_NAME = 'weather';

export const { tool, resource, prompt } = registerProvider(PROVIDER_NAME);

export function getInitializationOptions() {
  return { name: PROVIDER_NAME, version: '0.1.0', capabilities: { tools: { listChanged: false } } };
}

export const createServer: CreateServer = serverFactory(PROVIDER_NAME);
`,
  'src/providers/weather/server-auth.ts': `import type { AuthServerOptions } from '../../core/sign-in.js';
import { serveSignIn } from '../../core/sign-in.js';
import { saveCredentials } from './api/auth.js';

export function runAuthServer(options: AuthServerOptions) {
  return serveSignIn(options, (apiKey) => saveCredentials('local', { apiKey }));
}
`,
  'src/providers/weather/api/auth.ts': `export interface Credentials {
  apiKey: string;
}

const stored = new Map<string, Credentials>();

export async function getCredentials(userId: string): Promise<Credentials | null> {
  const apiKey = process.env.WEATHER_API_KEY;
  return apiKey ? { apiKey } : (stored.get(userId) ?? null);
}

export async function saveCredentials(userId: string, credentials: Credentials): Promise<void> {
  stored.set(userId, credentials);
}
`,
  'src/providers/weather/api/client.ts': `import type { CallContext } from '../../../core/define.js';
import { ToolError } from '../../../core/define.js';
import { http } from '../../../core/http.js';
import { getCredentials } from './auth.js';

export async function callApi(path: string, { principal, signal }: CallContext): Promise<unknown> {
  const credentials = await getCredentials(principal.userId);
  if (!credentials) throw new ToolError('Sign in to Weather first.');
  return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
}
`,
  'src/providers/weather/api/get-forecast.ts': `import type { CallContext } from '../../../core/define.js';
import { callApi } from './client.js';

export const getForecast = (place: string, context: CallContext) =>
  callApi(\`/forecast/\${encodeURIComponent(place)}\`, context);
`,
  'src/providers/weather/tools/get-forecast.ts': `import * as z from 'zod';
import { getForecast } from '../api/get-forecast.js';
import { tool } from '../mcp-instance.js';

tool({
  name: 'get_forecast',
  title: 'Get forecast',
  description: 'The weather of the next days at a place.',
  input: z.object({
    place: z.string().min(1).describe('Name of a town.'),
    days: z.int().min(1).max(7).default(3).describe('How many days.'),
  }),
  output: z.object({ summary: z.string() }),
  annotations: { readOnlyHint: true, openWorldHint: true },
  run: ({ place }, context) => getForecast(place, context),
});
`,
  'tests/weather/tools.test.ts': `import { expect, it } from 'vitest';

it.each(['get_forecast'])('%s is served', (name) => {
  expect(name).toMatch(/^[a-z_]+$/);
});
`,
};
