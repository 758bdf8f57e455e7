import { defineRule } from '../define.js';
import { project } from '../example.js';
import { declaredPackages } from './packages/declared.js';
import { highestOf, isBelow, type Version } from './packages/version.js';
import { hiddenHint, wantedRange } from './packages/wanted.js';
const V1 = '@modelcontextprotocol/sdk';
const V2 = '@modelcontextprotocol/server';

export default defineRule({
  severity: 'error',
  summary: 'The MCP SDK and zod have versions that work together.',
  why: 'With a zod it was not made for, the SDK fails at the first call, or shows tools without arguments.',
  source: {
    text: 'modelcontextprotocol/typescript-sdk issues 906 and 925.',
    url: 'https://github.com/modelcontextprotocol/typescript-sdk/issues/906',
  },
  on: 'project',
  check({ documents, files }, report) {
    const { packageJson } = documents;
    const declared = declaredPackages(packageJson);
    const zod = declared.find(({ name }) => name === 'zod');
    const text = zod && wantedRange(zod, documents);
    const zodVersion = text === undefined ? undefined : highestOf(text);
    for (const sdk of declared.filter(({ name }) => name === V1 || name === V2)) {
      const range = wantedRange(sdk, documents);
      const wanted = zodFor(sdk.name, range);
      if (!zod || text === undefined) continue;
      if (!zodVersion || !wanted) {
        const unknown = wanted ? { ...zod, text } : { ...sdk, text: range };
        report.unseen({
          at: unknown.at,
          message: `The version of ${unknown.name} cannot be seen in "${unknown.text}", so nobody knows whether SDK and zod fit together.`,
          hint: hiddenHint(unknown.name, unknown.text),
        });
      } else if (!wanted.fits(zodVersion)) {
        report({
          at: zod.at,
          message: `The version ${text} of zod does not fit ${sdk.name} ${range}.`,
          hint: `Use zod ${wanted.range}.`,
        });
      }
    }
    const production = declaredPackages(packageJson).filter(({ name, at }) =>
      packageJson
        ?.entries('dependencies')
        .some(({ key, value }) => key === name && value.start === at.start),
    );
    const [v1, v2] = [V1, V2].map((name) => production.find((each) => each.name === name));
    if (v2 && !v1) {
      for (const file of files.values()) {
        const old = file.facts.imports.find(({ specifier }) => specifier === 'zod/v3');
        if (!old || old.typeOnly || file.test) continue;
        report({
          at: file.at(old.from),
          message: `Schemas of "zod/v3" do not fit ${V2} ${v2.text}.`,
          hint: 'Import from "zod".',
        });
      }
    }
    if (v1 && v2) {
      report({
        at: v1.at,
        message: `Two SDKs for servers are installed, ${V1} and ${V2}.`,
        hint: 'Remove the one that "src/core/instance.ts" does not import.',
      });
    }
  },
  examples: [
    {
      ok: project`
        // package.json, changed
        -     "@modelcontextprotocol/server": "2.4.0",
        +     "@modelcontextprotocol/sdk": "^1.32.2",
      `,
    },
    {
      bad: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": ‹"workspace:*"›
      `,
      finds: [
        'The version of zod cannot be seen in "workspace:*", so nobody knows whether SDK and zod fit together.',
      ],
    },
    {
      bad: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": ‹"catalog:"›
      `,
      finds: [
        'The version of zod cannot be seen in "catalog:", so nobody knows whether SDK and zod fit together.',
      ],
    },
    {
      ok: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": "catalog:"

        // pnpm-workspace.yaml
        catalog:
          zod: ^4.2.0
      `,
    },
    {
      bad: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": ‹"catalog:old"›

        // pnpm-workspace.yaml
        catalogs:
          old:
            zod: ^3.25.0
      `,
      finds: ['The version ^3.25.0 of zod does not fit @modelcontextprotocol/server 2.4.0.'],
    },
    {
      bad: project`
        // package.json, changed
        -   "type": "module",
        +   "type": "module", "resolutions": { "zod": "3.25.76" },
        …
              "zod": ‹"4.6.7"›
      `,
      finds: ['The version 3.25.76 of zod does not fit @modelcontextprotocol/server 2.4.0.'],
    },
    {
      ok: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": "^4.1.0"
      `,
    },
    {
      ok: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": "^3.25.0 || ^4.0.0"
      `,
    },
    {
      ok: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": "npm:@acme/zod@1.0.0"
      `,
    },
    {
      bad: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": ‹"npm:zod@^3.25.0"›
      `,
      finds: ['The version ^3.25.0 of zod does not fit @modelcontextprotocol/server 2.4.0.'],
    },
    {
      bad: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": ‹">=3.23 <4"›
      `,
      finds: ['The version >=3.23 <4 of zod does not fit @modelcontextprotocol/server 2.4.0.'],
    },
    {
      bad: project`
        // package-lock.json
        { "packages": { "node_modules/zod": { "version": "3.25.76" } } }

        // package.json, unchanged
            "zod": ‹"4.6.7"›
      `,
      finds: ['The version 3.25.76 of zod does not fit @modelcontextprotocol/server 2.4.0.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        - import * as z from 'zod';
        + import * as z from ‹'zod/v3'›;
      `,
      finds: ['Schemas of "zod/v3" do not fit @modelcontextprotocol/server 2.4.0.'],
    },
    {
      bad: project`
        // package.json, changed
        -     "zod": "4.6.7"
        +     "zod": ‹"^3.25.0"›
      `,
      finds: ['The version ^3.25.0 of zod does not fit @modelcontextprotocol/server 2.4.0.'],
    },
    {
      bad: project`
        // package.json, changed
        -     "@modelcontextprotocol/server": "2.4.0",
        +     "@modelcontextprotocol/sdk": "1.22.0",
              "yaml": "2.9.1",
              "zod": ‹"4.6.7"›
      `,
      finds: ['The version 4.6.7 of zod does not fit @modelcontextprotocol/sdk 1.22.0.'],
    },
    {
      bad: project`
        // package.json, changed
            "dependencies": {
        +     "@modelcontextprotocol/sdk": ‹"1.32.2"›,
      `,
      finds: [
        'Two SDKs for servers are installed, @modelcontextprotocol/sdk and @modelcontextprotocol/server.',
      ],
    },
  ],
});

interface Wanted {
  range: string;
  fits(zod: Version): boolean;
}

/** What each line of the SDK was made for; undefined where the line cannot be told. */
function zodFor(name: string, range: string): Wanted | undefined {
  if (name === V2) return { range: '4.2 or newer', fits: (zod) => !isBelow(zod, [4, 2, 0]) };
  const sdk = highestOf(range);
  if (!sdk) return undefined;
  return isBelow(sdk, [1, 23, 0])
    ? { range: '3.23 up to 3.25', fits: (zod) => zod[0] === 3 && !isBelow(zod, [3, 23, 0]) }
    : { range: '3.25 or newer', fits: (zod) => !isBelow(zod, [3, 25, 0]) };
}
