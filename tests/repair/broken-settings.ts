import { version } from '../../src/model/version.gen.js';
import { type Broken, broken, unrepaired } from './breaking.js';

const BUILD = 'rolldown src/server.ts --dir dist --platform node --minify --sourcemap';

/** Projects whose files beside the code are wrong. */
export const BROKEN_SETTINGS: readonly Broken[] = [
  broken('the package is CommonJS')`
    // package.json, changed
    -   "type": "module",
    +   "type": "commonjs",
  `,
  broken('a client file has a token')`
    // .mcp.json
    { "mcpServers": { "a": { "command": "a", "env": { "A_TOKEN": "f3b9c1e07a5d4862b0c7" } } } }
  `,
  broken('the package has no type')`
    // package.json, changed
    -   "type": "module",
  `,
  broken('there is no script that builds')`
    // package.json, changed
    -     "build": "${BUILD}",
  `,
  broken('there is no script that starts')`
    // package.json, changed
    -     "start": "node dist/server.js",
  `,
  broken('there are neither')`
    // package.json, changed
    -     "build": "${BUILD}",
    -     "start": "node dist/server.js",
  `,
  broken('a workflow runs scripts that the project has lost')`
    // package.json, changed
    -     "test": "npm run build && vitest run --no-isolate",
    -     "typecheck": "tsc",

    // .github/workflows/ci.yml
    on: [push]
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - run: npm run typecheck
          - run: npm test
  `,
  broken('the program of a script is not declared')`
    // package.json, changed
    -     "typescript": "5.9.3",
    -     "vitest": "4.1.12"
    +     "typescript": "5.9.3"
  `,
  broken('the package has no section of dependencies')`
    // package.json, changed
    -   "dependencies": {
    -     "mcp-provider": "${version}",
    -     "zod": "4.6.7"
    -   },
  `,
  broken('the compiler extends a file that is missing')`
    // tsconfig.json, changed
    -   "extends": "mcp-provider/tsconfig.json",
    +   "extends": "../../tsconfig.base.json",
  `,
  broken('the version of Node.js is not stated')`
    // package.json, changed
    -   "engines": { "node": ">=20.19" },
  `,
  broken('the version of Node.js is too old')`
    // package.json, changed
    -   "engines": { "node": ">=20.19" },
    +   "engines": { "node": ">=16" },
  `,
  broken('package.json has a trailing comma')`
    // package.json, changed
    -     "vitest": "4.1.12"
    +     "vitest": "4.1.12",
  `,
  broken('the compiler is set to CommonJS')`
    // tsconfig.json, changed
    +   "compilerOptions": { "module": "commonjs", "moduleResolution": "node" },
        "include": ["src", "tests"]
  `,
  broken('the settings of the compiler are missing')`// tsconfig.json, deleted`,
  broken('there is no .gitignore')`// .gitignore, deleted`,
  broken('git does not ignore .env')`
    // .gitignore
    node_modules/
    dist/
  `,
  broken('git does not ignore a file with credentials')`
    // provider-config.yaml, changed
    -     token_path: weather
    +     credentials_path: ./weather.client.json
  `,
  broken('there is no .env.example')`// .env.example, deleted`,
  broken('the settings of the compiler are those of "tsc --init"')`
    // tsconfig.json
    {
      "compilerOptions": {
        "target": "es2016",
        "module": "commonjs",
        "strict": true
      }
    }
  `,
  broken('a client starts the source')`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "node", "args": ["src/server.ts", "--provider", "weather"] } } }
  `,
  broken('a variable is not documented')`
    // .env.example
    # Weather
  `,
  broken('a suppression is not needed')`
    // src/providers/weather/tools/get-forecast.ts, changed
    +   // mcp-provider-disable-next-line protocol/stdout -- not needed
        name: 'get_forecast',
  `,
  broken('a tool writes to stdout')`
    // src/providers/weather/api/get-forecast.ts, changed
    +   console.log(place);
        const response = await callApi(
  `,
  unrepaired('the base URL is plain HTTP with a port')`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: http://api.weather.dev:8080/v1
  `,
  broken('server.json has another version')`
    // server.json
    {
      "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      "name": "io.github.acme/weather",
      "description": "Forecasts.",
      "version": "0.0.9"
    }
  `,
  broken('the bundle has another version')`
    // manifest.json
    {
      "manifest_version": "0.3",
      "name": "weather",
      "version": "0.0.9",
      "description": "Forecasts.",
      "author": { "name": "acme" },
      "server": { "type": "node", "entry_point": "dist/server.js", "mcp_config": {} }
    }
  `,
  broken('tsconfig.json is emptied')`// tsconfig.json`,
  broken('the extended settings are misspelled')`
    // tsconfig.json, changed
    -   "extends": "mcp-provider/tsconfig.json",
    +   "extends": "mcp-provider/tsconfig",
  `,
  broken('zod is too old')`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": "^3.23.8"
  `,
  broken('the runtime is another release')`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "mcp-provider": "^0.1.0",
  `,
  broken('an override names another release of the runtime')`
    // package.json, changed
    -   "type": "module",
    +   "type": "module", "overrides": { "mcp-provider": "0.1.0" },
  `,
  broken('a client starts a misspelled provider')`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "node", "args": ["dist/server.js", "--provider", "wether"] } } }
  `,
  broken('the file of a package has another name')`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "mcp-provider": "file:vendor/mcp-provider-0.1.9-0a1b2c3d.tgz",

    // vendor/mcp-provider-${version}-4d5e6f70.tgz
    packed
  `,
  unrepaired('the file of a package is missing')`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "mcp-provider": "file:vendor/mcp-provider-${version}-0a1b2c3d.tgz",
  `,
];
