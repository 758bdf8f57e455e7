import { version } from '../../src/model/version.gen.js';

/** One small valid project: examples of rules are changes to it. */
export const minimalProject: Readonly<Record<string, string>> = {
  'provider-config.yaml': `providers:
  weather:
    name: Weather
    description: Forecasts for any place.
    base_url: https://api.weather.dev/v1
    auth: bearer
    port: 8710
    token_path: weather
`,
  'package.json': `{
  "name": "weather-mcp",
  "version": "0.1.0",
  "private": true,
  "type": "module",
  "engines": { "node": ">=20.19" },
  "scripts": {
    "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    "start": "node dist/server.js",
    "prestart": "npm run build",
    "test": "npm run build && vitest run --no-isolate",
    "typecheck": "tsc",
    "validate": "mcp-provider validate"
  },
  "dependencies": {
    "mcp-provider": "${version}",
    "zod": "4.6.7"
  },
  "devDependencies": {
    "@modelcontextprotocol/client": "2.4.0",
    "@types/node": "20.19.43",
    "create-mcp-provider": "${version}",
    "rolldown": "1.2.11",
    "typescript": "5.9.3",
    "vitest": "4.1.12"
  }
}
`,
  'tsconfig.json': `{
  "extends": "mcp-provider/tsconfig.json",
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
  '.env.example': `# Weather
# WEATHER_TOKEN=
`,
  'src/server.ts': `#!/usr/bin/env node
import { runServer } from 'mcp-provider/server';
import { providers } from './providers/index.js';

await runServer({ root: import.meta.dirname, providers });
`,
  'src/providers/index.ts': `import type { Providers } from 'mcp-provider';

export const providers: Providers = {
  weather: () => import('./weather/index.js'),
};
`,
  'src/providers/weather/index.ts': `import './tools/get-forecast.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
`,
  'src/providers/weather/mcp-instance.ts': `import { defineProvider } from 'mcp-provider';

export const PROVIDER_NAME = 'weather';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  title: 'Weather',
  version: '0.1.0',
  instructions: 'Forecasts for any place.',
});
`,
  'src/providers/weather/server-auth.ts': `import { signInForm } from 'mcp-provider/auth';
import { auth } from './api/auth.js';

export const runAuthServer = signInForm(auth);
`,
  'src/providers/weather/api/auth.ts': `import { bearerAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });

export const { getCredentials, saveCredentials, signOut } = auth;
`,
  'src/providers/weather/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
`,
  'src/providers/weather/api/get-forecast.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-forecast.js';
import { callApi } from './client.js';

export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
  const response = await callApi(
    { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    context,
  );
  return response.body;
};
`,
  'src/providers/weather/tools/get-forecast.ts': `import * as z from 'zod';
import { getForecast } from '../api/get-forecast.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  place: z.string().min(1).describe('Name of a town.'),
  days: z.int().min(1).max(7).default(3).describe('How many days.'),
});

export const output = z.object({ summary: z.string() });

export const getForecastTool = tool({
  name: 'get_forecast',
  title: 'Get forecast',
  description: 'The weather of the next days at a place.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: true },
  run: getForecast,
});
`,
  'tests/weather.test.ts': `import { testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'weather', {
  signIn: { token: 'a token' },
  tools: {
    get_forecast: {
      arguments: { place: 'a/b c', days: 2 },
      request: { method: 'GET', path: '/forecast/a%2Fb%20c', query: { days: '2' } },
      response: { summary: 'Sunny.' },
    },
  },
});
`,
};
