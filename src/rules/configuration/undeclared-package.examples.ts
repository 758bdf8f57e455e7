import { version } from '../../model/version.gen.js';
import { versions } from '../../model/versions.js';
import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/client.ts, changed
    + import * as more from 'zod/v4';
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + import * as more from 'node:sqlite';
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + import * as more from 'bun:sqlite';
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + import type { Hono } from 'hono';
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + import * as more from '@acme/words';
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });

    // tsconfig.json, changed
    +   "compilerOptions": { "paths": { "@acme/*": ["../*/src"] } },
        "include": ["src", "tests"]
  `,
  ok`
    // package.json, changed
    -     "test": "npm run build && vitest run --no-isolate",
    +     "test": "node --test",
    …
    -     "typescript": "5.9.3",
    -     "vitest": "4.1.12"
    +     "typescript": "5.9.3"
  `,
  bad`
    // package.json, changed
    -     "test": "npm run build && vitest run --no-isolate",
    +     "test": ‹"npm run build && vitest run --no-isolate"›,
    …
    -     "typescript": "5.9.3",
    -     "vitest": "4.1.12"
    +     "typescript": "5.9.3"
  `.fixed`
    // package.json, changed
        "devDependencies": {
    +     "vitest": "${versions.vitest}",
  `.finds('"package.json" does not declare "vitest", which the script "test" runs.'),
  // "contract/direct-registration" removes the import.
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { McpServer } from ‹'@modelcontextprotocol/sdk/server/mcp.js'›;
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"package.json" does not declare the package "@modelcontextprotocol/sdk".'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import * as more from ‹'lodash-es'›;
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"package.json" does not declare the package "lodash-es".'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { words } from ‹'@acme/words/list.js'›;
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"package.json" does not declare the package "@acme/words".'),
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    …
    -     "mcp-provider": "${version}",
    +     "mcp-provider": "${version}"

    // package-lock.json
    { "packages": { "": { "dependencies": { "zod": "4.6.7" } } } }

    // src/providers/weather/tools/get-forecast.ts, unchanged
    import * as z from ‹'zod'›;
  `.fixed`
    // package.json, changed
        "dependencies": {
    +     "zod": "4.6.7",
  `.finds('"package.json" does not declare the package "zod".'),
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    …
    -     "mcp-provider": "${version}",
    +     "mcp-provider": "${version}"

    // src/providers/weather/tools/get-forecast.ts, unchanged
    import * as z from ‹'zod'›;
  `.fixed`
    // package.json, changed
        "dependencies": {
    +     "zod": "4.6.7",
  `.finds('"package.json" does not declare the package "zod".'),
  bad`
    // package.json, changed
    -   "dependencies": {
    -     "mcp-provider": "${version}",
    -     "zod": "4.6.7"
    -   },

    // src/providers/weather/api/auth.ts, unchanged
    import { bearerAuth } from ‹'mcp-provider/auth'›;

    // src/providers/weather/tools/get-forecast.ts, unchanged
    import * as z from ‹'zod'›;
  `.fixed`
    // package.json, changed
      {
    +   "dependencies": {"mcp-provider":"${version}","zod":"4.6.7"},
  `.finds(
    '"package.json" does not declare the package "mcp-provider".',
    '"package.json" does not declare the package "zod".',
  ),
  bad`
    // src/providers/weather/api/auth.ts, changed
    + import { oauthAuth } from ‹'mcp-provider/oauth'›;
      import { bearerAuth } from 'mcp-provider/auth';
  `.fixed`
    // package.json, changed
        "dependencies": {
    +     "openid-client": "${versions['openid-client']}",
  `.finds('"package.json" does not declare "openid-client", which "mcp-provider/oauth" imports.'),
];
