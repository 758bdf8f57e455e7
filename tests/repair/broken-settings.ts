import { version } from '../../src/model/version.gen.js';
import { project } from '../../src/rules/example.js';
import type { Broken } from './broken.js';

const BUILD = 'rolldown src/server.ts --dir dist --platform node --minify --sourcemap';

/** Projects whose files beside the code are wrong. */
export const BROKEN_SETTINGS: readonly Broken[] = [
  {
    what: 'the package is CommonJS',
    change: project`
      // package.json, changed
      -   "type": "module",
      +   "type": "commonjs",
    `,
  },
  {
    what: 'the package has no type',
    change: project`
      // package.json, changed
      -   "type": "module",
    `,
  },
  {
    what: 'there is no script that builds',
    change: project`
      // package.json, changed
      -     "build": "${BUILD}",
    `,
  },
  {
    what: 'there is no script that starts',
    change: project`
      // package.json, changed
      -     "start": "node dist/server.js",
    `,
  },
  {
    what: 'there are neither',
    change: project`
      // package.json, changed
      -     "build": "${BUILD}",
      -     "start": "node dist/server.js",
    `,
  },
  {
    what: 'the version of Node.js is not stated',
    change: project`
      // package.json, changed
      -   "engines": { "node": ">=20.19" },
    `,
  },
  {
    what: 'the version of Node.js is too old',
    change: project`
      // package.json, changed
      -   "engines": { "node": ">=20.19" },
      +   "engines": { "node": ">=16" },
    `,
  },
  {
    what: 'package.json has a trailing comma',
    change: project`
      // package.json, changed
      -     "vitest": "4.1.12"
      +     "vitest": "4.1.12",
    `,
  },
  {
    what: 'the compiler is set to CommonJS',
    change: project`
      // tsconfig.json, changed
      +   "compilerOptions": { "module": "commonjs", "moduleResolution": "node" },
          "include": ["src", "tests"]
    `,
  },
  { what: 'the settings of the compiler are missing', change: project`// tsconfig.json, deleted` },
  { what: 'there is no .gitignore', change: project`// .gitignore, deleted` },
  {
    what: 'git does not ignore .env',
    change: project`
      // .gitignore
      node_modules/
      dist/
    `,
  },
  {
    what: 'git does not ignore a file with credentials',
    change: project`
      // provider-config.yaml, changed
      -     token_path: weather
      +     credentials_path: ./weather.client.json
    `,
  },
  {
    what: 'a variable is not documented',
    change: project`
      // .env.example
      # Weather
    `,
  },
  {
    what: 'a suppression is not needed',
    change: project`
      // src/providers/weather/tools/get-forecast.ts, changed
      +   // mcp-provider-disable-next-line protocol/stdout -- not needed
          name: 'get_forecast',
    `,
  },
  {
    what: 'a tool writes to stdout',
    change: project`
      // src/providers/weather/api/get-forecast.ts, changed
      +   console.log(place);
          const response = await callApi(
    `,
  },
  {
    what: 'the base URL is plain HTTP',
    change: project`
      // provider-config.yaml, changed
      -     base_url: https://api.weather.dev/v1
      +     base_url: http://api.weather.dev/v1
    `,
    stays: true,
  },
  {
    what: 'server.json has another version',
    change: project`
      // server.json
      {
        "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
        "name": "io.github.acme/weather",
        "description": "Forecasts.",
        "version": "0.0.9"
      }
    `,
  },
  {
    what: 'the bundle has another version',
    change: project`
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
  },
  { what: 'tsconfig.json is emptied', change: project`// tsconfig.json` },
  {
    what: 'the extended settings are misspelled',
    change: project`
      // tsconfig.json, changed
      -   "extends": "mcp-provider/tsconfig.json",
      +   "extends": "mcp-provider/tsconfig",
    `,
  },
  {
    what: 'zod is too old',
    change: project`
      // package.json, changed
      -     "zod": "4.6.7"
      +     "zod": "^3.23.8"
    `,
  },
  {
    what: 'the runtime is another release',
    change: project`
      // package.json, changed
      -     "mcp-provider": "${version}",
      +     "mcp-provider": "^0.1.0",
    `,
  },
  {
    what: 'a client starts a misspelled provider',
    change: project`
      // .mcp.json
      { "mcpServers": { "weather": { "command": "node", "args": ["dist/server.js", "--provider", "wether"] } } }
    `,
  },
  {
    what: 'the file of a package has another name',
    change: project`
      // package.json, changed
      -     "mcp-provider": "${version}",
      +     "mcp-provider": "file:vendor/mcp-provider-0.1.9-0a1b2c3d.tgz",

      // vendor/mcp-provider-${version}-4d5e6f70.tgz
      packed
    `,
  },
  {
    what: 'the file of a package is missing',
    change: project`
      // package.json, changed
      -     "mcp-provider": "${version}",
      +     "mcp-provider": "file:vendor/mcp-provider-${version}-0a1b2c3d.tgz",
    `,
    stays: true,
  },
];
