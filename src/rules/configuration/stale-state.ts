import type { Definition } from '../../model/code.js';
import type { DataDocument, ProviderModel } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { AUTH_STYLES } from '../contract/parts/entry-fields.js';
import { textAt } from './documents/scalars.js';
import { declaredPackages } from './packages/declared.js';

const STATE = '.mcp-provider.json';
const SDKS: Readonly<Record<string, string>> = {
  v1: '@modelcontextprotocol/sdk',
  v2: '@modelcontextprotocol/server',
};
const KINDS = ['tools', 'resources', 'prompts'] as const;

export default defineRule({
  severity: 'warning',
  summary: 'What .mcp-provider.json says was generated is still there.',
  why: 'Commands that grow the project start from this file: what it names and the code has lost comes back, or stands in the way.',
  source: { text: 'The contract of this project.' },
  on: 'project',
  check({ documents: { state: document, config, packageJson }, providers }, report) {
    if (!document || document.problems.length > 0) return;
    const sdk = textAt(document, 'project', 'sdk');
    const installed = sdk && SDKS[sdk.text];
    const has = (name: string) => declaredPackages(packageJson).some((each) => each.name === name);
    if (sdk && installed !== undefined && !has(installed) && Object.values(SDKS).some(has)) {
      report({
        at: sdk.at,
        message: `The project was generated for the SDK "${sdk.text}", and "package.json" has the other one.`,
        hint: 'Write the one that is used: what is added later is written for it.',
      });
    }
    for (const entry of document.entries('providers')) {
      const { key } = entry;
      const inner = textAt(document, 'providers', key, 'name');
      if (inner && inner.text !== key) {
        report({
          at: inner.at,
          message: `The provider "${key}" is called "${inner.text}" here.`,
          hint: `Write "${key}".`,
          provider: key,
        });
      }
      const provider = providers.find(({ name }) => name === key);
      if (!provider || provider.files.length === 0) {
        report({
          at: document.at(entry),
          message: `The provider "${key}" is not in the project any more.`,
          hint: `Remove it from "${STATE}", or bring its directory back.`,
        });
        continue;
      }
      // What cannot be read is said by another rule.
      if (provider.files.some(({ facts }) => facts.syntaxErrors.length > 0)) continue;
      for (const kind of KINDS) missing(document, provider, kind, report);
      const generated = textAt(document, 'providers', key, 'auth', 'style');
      const configured = textAt(config, 'providers', key, 'auth');
      // What cannot be read, or is there twice, is said by another rule.
      if (config && config.problems.length > 0) continue;
      if (!AUTH_STYLES.includes(configured?.text ?? '')) continue;
      if (generated && configured && generated.text !== configured.text) {
        report({
          at: generated.at,
          message: `"${key}" was generated with the sign-in "${generated.text}", and is configured with "${configured.text}".`,
          hint: 'Write the same in both files.',
          provider: key,
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // .mcp-provider.json
        {
          "version": "0.1.0",
          "providers": {
            "weather": { "tools": [{ "name": "get_forecast" }], "auth": { "style": "api-key" } }
          }
        }
      `,
    },
    {
      ok: project`
        // .mcp-provider.json
        {
          "version": "0.1.0",
          "providers": {
            "weather": { "tools": [] }
          }
        }
      `,
    },
    {
      bad: project`
        // .mcp-provider.json
        {
          "version": "0.1.0",
          "providers": {
            "weather": { "tools": [{ "name": ‹"get_tides"› }] }
          }
        }
      `,
      finds: ['"get_tides" is not among the tools of "weather" any more.'],
    },
    {
      bad: project`
        // .mcp-provider.json
        {
          "version": "0.1.0",
          "providers": {
            "weather": { "name": ‹"wether"› }
          }
        }
      `,
      finds: ['The provider "weather" is called "wether" here.'],
    },
    {
      bad: project`
        // .mcp-provider.json
        { "project": { "sdk": ‹"v1"› }, "providers": {} }
      `,
      finds: ['The project was generated for the SDK "v1", and "package.json" has the other one.'],
    },
    {
      bad: project`
        // .mcp-provider.json
        {
          "version": "0.1.0",
          "providers": {
            "weather": { "prompts": [{ "name": ‹"plan"› }] }
          }
        }
      `,
      finds: ['"plan" is not among the prompts of "weather" any more.'],
    },
    {
      bad: project`
        // .mcp-provider.json
        {
          "version": "0.1.0",
          "providers": {
            "weather": { "auth": { "style": ‹"oauth2"› } }
          }
        }
      `,
      finds: [
        '"weather" was generated with the sign-in "oauth2", and is configured with "api-key".',
      ],
    },
    {
      bad: project`
        // .mcp-provider.json
        {
          "providers": {
            ‹"tides"›: {}
          }
        }
      `,
      finds: ['The provider "tides" is not in the project any more.'],
    },
  ],
});

function missing(
  document: DataDocument,
  provider: ProviderModel,
  kind: (typeof KINDS)[number],
  report: Report,
): void {
  const list = document.get('providers', provider.name, kind);
  if (list?.is !== 'list') return;
  const definitions: readonly Definition[] = provider[kind];
  const names = new Set(
    definitions.flatMap(({ name }) => (name.is === 'known' ? [name.value] : [])),
  );
  for (const index of list.items.keys()) {
    const named = textAt(document, 'providers', provider.name, kind, index, 'name');
    if (!named || names.has(named.text)) continue;
    const words = {
      at: named.at,
      message: `"${named.text}" is not among the ${kind} of "${provider.name}" any more.`,
      hint: `Remove it from "${STATE}", or bring its file back.`,
      provider: provider.name,
    };
    // One whose name cannot be read may be the one.
    if (definitions.some(({ name }) => name.is === 'unseen')) report.unseen(words);
    else report(words);
  }
}
