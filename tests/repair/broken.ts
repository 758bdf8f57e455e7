import type { ExampleText } from '../../src/model/rule.js';
import { project } from '../../src/rules/example.js';
import { BROKEN_COMMANDS } from './broken-commands.js';
import { BROKEN_MERGES } from './broken-merges.js';
import { BROKEN_SETTINGS } from './broken-settings.js';

/** A project, or a command line, that does not work. */
export interface Broken {
  what: string;
  /** Changes to the minimal project. */
  change?: ExampleText;
  /** Behind `mcp-provider`; the project is validated otherwise. */
  argv?: readonly string[];
  /** No command repairs it for sure. */
  stays?: true;
}

export const BROKEN: readonly Broken[] = [
  ...BROKEN_SETTINGS,
  ...BROKEN_MERGES,
  ...BROKEN_COMMANDS,
  {
    what: 'PROVIDER_NAME is misspelled',
    change: project`
      // src/providers/weather/mcp-instance.ts, changed
      - export const PROVIDER_NAME = 'weather';
      + export const PROVIDER_NAME = 'wether';
    `,
  },
  {
    what: 'a key of the entry is in another case',
    change: project`
      // provider-config.yaml, changed
      -     base_url: https://api.weather.dev/v1
      +     baseUrl: https://api.weather.dev/v1
    `,
  },
  {
    what: 'a required key is misspelled',
    change: project`
      // provider-config.yaml, changed
      -     auth: bearer
      +     autth: bearer
    `,
  },
  {
    what: 'the entry is misspelled',
    change: project`
      // provider-config.yaml, changed
      -   weather:
      +   wether:
    `,
  },
  {
    what: 'the provider is not listed',
    change: project`
      // src/providers/index.ts, changed
      -   weather: () => import('./weather/index.js'),
    `,
  },
  {
    what: 'the provider is listed under another name',
    change: project`
      // src/providers/index.ts, changed
      -   weather: () => import('./weather/index.js'),
      +   wether: () => import('./weather/index.js'),
    `,
  },
  {
    what: 'a tool is not imported',
    change: project`
      // src/providers/weather/index.ts, changed
      - import './tools/get-forecast.js';
    `,
  },
  {
    what: 'an import has no extension',
    change: project`
      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance.js';
      + import { tool } from '../mcp-instance';
    `,
  },
  {
    what: 'an import has the extension of the source',
    change: project`
      // src/providers/weather/index.ts, changed
      - export * as apiAuth from './api/auth.js';
      + export * as apiAuth from './api/auth.ts';
    `,
  },
  {
    what: 'an import names a directory',
    change: project`
      // src/server.ts, changed
      - import { providers } from './providers/index.js';
      + import { providers } from './providers';
    `,
  },
  {
    what: 'several things at once',
    change: project`
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
  },
  {
    what: 'a file of the contract is missing',
    change: project`// src/providers/weather/server-auth.ts, deleted`,
  },
  {
    what: 'a file has a syntax error',
    change: project`
      // src/providers/weather/api/client.ts
      export const callApi = (;
    `,
    stays: true,
  },
  {
    what: 'the list of providers is missing',
    change: project`// src/providers/index.ts, deleted`,
  },
  {
    what: 'the API client is missing',
    change: project`// src/providers/weather/api/client.ts, deleted`,
  },
  {
    what: 'the index of the provider is missing',
    change: project`// src/providers/weather/index.ts, deleted`,
  },
  { what: 'the server is missing', change: project`// src/server.ts, deleted` },
  {
    what: 'an export is misspelled',
    change: project`
      // src/providers/weather/server-auth.ts, changed
      - export const runAuthServer = signInForm(auth);
      + export const runAuthSever = signInForm(auth);
    `,
  },
  {
    what: 'zod is the old one',
    change: project`
      // src/providers/weather/tools/get-forecast.ts, changed
      - import * as z from 'zod';
      + import * as z from 'zod/v3';
    `,
  },
  {
    what: 'a tool has another file name than its import',
    change: project`
      // src/providers/weather/index.ts, changed
      - import './tools/get-forecast.js';
      + import './tools/forecast.js';
    `,
  },
  {
    what: 'the directory is renamed',
    change: project`
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
  },
  {
    what: 'the auth style is misspelled in the entry',
    change: project`
      // provider-config.yaml, changed
      -     auth: bearer
      +     auth: berer
    `,
  },
  {
    what: 'the entry has a merge conflict',
    change: project`
      // provider-config.yaml, changed
      + <<<<<<< HEAD
            port: 8710
      + =======
      +     port: 8720
      + >>>>>>> ports
    `,
    stays: true,
  },
  {
    what: 'a file is required, not imported',
    change: project`
      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance.js';
      + const { tool } = require('../mcp-instance.js');
    `,
  },
  {
    what: 'an import has an alias of another project',
    change: project`
      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance.js';
      + import { tool } from '@/providers/weather/mcp-instance';
    `,
  },
  {
    what: 'the entry is indented with tabs',
    change: project`
      // provider-config.yaml, changed
      -     auth: bearer
      + ${'\t'}${'\t'}auth: bearer
    `,
  },
  {
    what: 'a line of the entry appears twice',
    change: project`
      // provider-config.yaml, changed
            auth: bearer
      +     auth: bearer
    `,
  },
];
