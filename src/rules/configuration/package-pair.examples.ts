import { bad, ok } from '../example.js';
import { version } from '../../model/version.gen.js';

export default [
  ok`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "mcp-provider": "file:vendor/mcp-provider-${version}-0a1b2c3d.tgz",
  `,
  bad`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "mcp-provider": ‹"0.1.0"›,
  `.fixed`
    // package.json, changed
    -     "mcp-provider": "0.1.0",
    +     "mcp-provider": "${version}",
  `.finds(`"mcp-provider" 0.1.0 and "create-mcp-provider" ${version} are different releases.`),
  bad`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "mcp-provider": ‹"99.0.0"›,
  `.finds(`"mcp-provider" 99.0.0 and "create-mcp-provider" ${version} are different releases.`),
  bad`
    // package.json, changed
    -     "create-mcp-provider": "${version}",
    +     "create-mcp-provider": ‹"^0.1.0"›,
  `.fixed`
    // package.json, changed
    -     "create-mcp-provider": "^0.1.0",
    +     "create-mcp-provider": "${version}",
  `.finds(`"mcp-provider" ${version} and "create-mcp-provider" ^0.1.0 are different releases.`),
  bad`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "mcp-provider": ‹"latest"›,
  `.fixed`
    // package.json, changed
    -     "mcp-provider": "latest",
    +     "mcp-provider": "${version}",
  `.finds('Cannot determine the version of "mcp-provider" from "latest".'),
  bad`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "mcp-provider": ‹"workspace:*"›,
  `.finds('Cannot determine the version of "mcp-provider" from "workspace:*".'),
  bad`
    // package.json, changed
    -   "type": "module",
    +   "type": "module", "overrides": { "mcp-provider": "0.1.0" },
    …
          "mcp-provider": ‹"${version}"›,
  `.fixed`
    // package.json, changed
    -   "type": "module", "overrides": { "mcp-provider": "0.1.0" },
    +   "type": "module", "overrides": { "mcp-provider": "${version}" },
  `.finds(`"mcp-provider" 0.1.0 and "create-mcp-provider" ${version} are different releases.`),
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": ‹"^3.25.0"›

    // package-lock.json
    {
      "packages": {
        "": { "dependencies": { "zod": "4.6.7" } },
        "node_modules/zod": { "version": "4.6.7" }
      }
    }
  `.fixed`
    // package.json, changed
    -     "zod": "^3.25.0"
    +     "zod": "^4.2.0"
  `.finds(`"zod" ^3.25.0 does not work with "mcp-provider" ${version}.`),
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": ‹"catalog:"›
  `.finds('Cannot determine the version of "zod" from "catalog:".'),
  ok`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": "catalog:"

    // pnpm-workspace.yaml
    catalog:
      zod: ^4.2.0
  `,
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": ‹"catalog:old"›

    // pnpm-workspace.yaml
    catalogs:
      old:
        zod: ^3.25.0
  `.finds(`"zod" ^3.25.0 does not work with "mcp-provider" ${version}.`),
  bad`
    // package.json, changed
    -   "type": "module",
    +   "type": "module", "resolutions": { "zod": "3.25.76" },
    …
          "zod": ‹"4.6.7"›
  `.finds(`"zod" 3.25.76 does not work with "mcp-provider" ${version}.`),
  ok`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": "^3.25.0 || ^4.0.0"
  `,
  ok`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": "npm:@acme/zod@1.0.0"
  `,
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": ‹"npm:zod@>=3.23 <4"›
  `.fixed`
    // package.json, changed
    -     "zod": "npm:zod@>=3.23 <4"
    +     "zod": "^4.2.0"
  `.finds(`"zod" >=3.23 <4 does not work with "mcp-provider" ${version}.`),
  bad`
    // package-lock.json
    { "packages": { "node_modules/zod": { "version": "3.25.76" } } }

    // package.json, unchanged
        "zod": ‹"4.6.7"›
  `.finds(`"zod" 3.25.76 does not work with "mcp-provider" ${version}.`),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import * as z from 'zod';
    + import * as z from ‹'zod/v3'›;
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import * as z from 'zod/v3';
    + import * as z from 'zod';
  `.finds(`Schemas of "zod/v3" do not work with "mcp-provider" ${version}.`),
  bad`
    // src/server.ts, changed
    - import { runServer } from 'mcp-provider/server';
    + import { runServer } from ‹'mcp-provider/v1/server'›;
  `.fixed`
    // src/server.ts, changed
    - import { runServer } from 'mcp-provider/v1/server';
    + import { runServer } from 'mcp-provider/server';
  `.finds(
    'The providers are defined with "mcp-provider", which does not work with "mcp-provider/v1/server".',
  ),
  ok`
    // package.json, changed
    +     "@modelcontextprotocol/sdk": "^1.32.2",
          "zod": "4.6.7"
  `,
  bad`
    // package.json, changed
    +     "@modelcontextprotocol/sdk": "1.22.0",
          "zod": ‹"4.6.7"›
  `.finds('"zod" 4.6.7 does not work with "@modelcontextprotocol/sdk" 1.22.0.'),
  bad`
    // package.json, changed
    -     "mcp-provider": "${version}",
    +     "@modelcontextprotocol/sdk": ‹"1.32.2"›,
    +     "@modelcontextprotocol/server": "2.4.0",
  `.finds(
    'Two server SDKs are installed, "@modelcontextprotocol/sdk" and "@modelcontextprotocol/server".',
  ),
];
