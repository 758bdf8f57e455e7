import { type Broken, broken, unrepaired } from './breaking.js';
import { BROKEN_CODE } from './broken-code.js';
import { BROKEN_COMMANDS } from './broken-commands.js';
import { BROKEN_MERGES } from './broken-merges.js';
import { BROKEN_SAFETY } from './broken-safety.js';
import { BROKEN_SETTINGS } from './broken-settings.js';

export const BROKEN: readonly Broken[] = [
  ...BROKEN_SETTINGS,
  ...BROKEN_MERGES,
  ...BROKEN_COMMANDS,
  ...BROKEN_CODE,
  ...BROKEN_SAFETY,
  broken('PROVIDER_NAME is misspelled')`
    // src/providers/weather/mcp-instance.ts, changed
    - export const PROVIDER_NAME = 'weather';
    + export const PROVIDER_NAME = 'wether';
  `,
  broken('a key of the entry is in another case')`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     baseUrl: https://api.weather.dev/v1
  `,
  broken('a required key is misspelled')`
    // provider-config.yaml, changed
    -     auth: bearer
    +     autth: bearer
  `,
  broken('the entry is misspelled')`
    // provider-config.yaml, changed
    -   weather:
    +   wether:
  `,
  broken('the provider is not listed')`
    // src/providers/index.ts, changed
    -   weather: () => import('./weather/index.js'),
  `,
  broken('the provider is listed under another name')`
    // src/providers/index.ts, changed
    -   weather: () => import('./weather/index.js'),
    +   wether: () => import('./weather/index.js'),
  `,
  broken('a tool is not imported')`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
  `,
  broken('an import has no extension')`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from '../mcp-instance';
  `,
  broken('an import has the extension of the source')`
    // src/providers/weather/index.ts, changed
    - export * as apiAuth from './api/auth.js';
    + export * as apiAuth from './api/auth.ts';
  `,
  broken('an import names a directory')`
    // src/server.ts, changed
    - import { providers } from './providers/index.js';
    + import { providers } from './providers';
  `,
  broken('several things at once')`
    // package.json, changed
    -   "type": "module",
    +   "type": "commonjs",
    …
    -     "start": "node dist/server.js",

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';

    // .gitignore
    node_modules/
  `,
  broken('a file of the contract is missing')`// src/providers/weather/server-auth.ts, deleted`,
  unrepaired('a file has a syntax error')`
    // src/providers/weather/api/client.ts
    export const callApi = (;
  `,
  broken('the list of providers is missing')`// src/providers/index.ts, deleted`,
  broken('the API client is missing')`// src/providers/weather/api/client.ts, deleted`,
  broken('the index of the provider is missing')`// src/providers/weather/index.ts, deleted`,
  broken('the server is missing')`// src/server.ts, deleted`,
  broken('an export is misspelled')`
    // src/providers/weather/server-auth.ts, changed
    - export const runAuthServer = signInForm(auth);
    + export const runAuthSever = signInForm(auth);
  `,
  broken('zod is the old one')`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import * as z from 'zod';
    + import * as z from 'zod/v3';
  `,
  broken('a tool has another file name than its import')`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import './tools/forecast.js';
  `,
  broken('the directory is renamed')`
    // src/providers/weather/mcp-instance.ts, changed
    - export const PROVIDER_NAME = 'weather';
    + export const PROVIDER_NAME = 'forecasts';

    // provider-config.yaml, changed
    -   weather:
    +   forecasts:

    // src/providers/index.ts, changed
    -   weather: () => import('./weather/index.js'),
    +   forecasts: () => import('./forecasts/index.js'),
  `,
  broken('the auth style is misspelled in the entry')`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: berer
  `,
  unrepaired('the entry has a merge conflict')`
    // provider-config.yaml, changed
    + <<<<<<< HEAD
          port: 8710
    + =======
    +     port: 8720
    + >>>>>>> ports
  `,
  broken('a file is required, not imported')`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + const { tool } = require('../mcp-instance.js');
  `,
  broken('an import has an alias of another project')`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from '@/providers/weather/mcp-instance';
  `,
  broken('the entry is indented with tabs')`
    // provider-config.yaml, changed
    -     auth: bearer
    + ${'\t'}${'\t'}auth: bearer
  `,
  broken('a line of the entry appears twice')`
    // provider-config.yaml, changed
          auth: bearer
    +     auth: bearer
  `,
  broken('a tool is renamed in its file only')`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'read_forecast',
  `,
  broken('the tests of a removed tool are left')`
    // tests/weather.test.ts, changed
        tools: {
    +     get_tide: {
    +       arguments: {},
    +     },
  `,
  broken('the auth style is changed in the entry only')`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: basic
  `,
];
