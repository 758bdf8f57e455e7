import type { Rule } from '../../model/rule.js';
import { sourceRange } from '../../model/source-range.js';

export default {
  severity: 'error',
  summary:
    'Every provider has a directory in src/providers and an entry with the same name in provider-config.yaml.',
  why: 'Without the entry, the provider has no settings; without the directory, it has no code. The server starts neither.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  project({ config, providers }, report) {
    if (!config) {
      const [first] = providers;
      if (first)
        report(
          first.range,
          'The file "provider-config.yaml" is missing.',
          'Restore it: it has an entry for each provider.',
        );
      return;
    }
    // "configuration/syntax-error" reports files that cannot be parsed.
    if (config.errors.length > 0) return;
    const directories = new Set(providers.map(({ name }) => name));
    for (const [name, { keyRange }] of config.get('providers')?.members ?? []) {
      if (!directories.has(name))
        report(
          keyRange,
          `The entry "${name}" has no directory "src/providers/${name}".`,
          'Rename or remove the entry, or add the provider with "npx mcp-provider add-provider".',
        );
    }
    const range = config.get('providers')?.keyRange ?? sourceRange(config.file);
    for (const { name, directory, entry } of providers) {
      if (!entry)
        report(
          range,
          `The provider in "${directory}" has no entry.`,
          `Add the entry "${name}" under "providers".`,
        );
    }
  },
  examples: {
    pass: [{}],
    fail: [
      [
        { 'provider-config.yaml': ['providers:\n  weather:', '‹providers›:\n  ‹wether›:'] },
        'The provider in "src/providers/weather" has no entry.',
        'The entry "wether" has no directory "src/providers/wether".',
      ],
      [
        {
          'provider-config.yaml': null,
          'src/providers/weather/index.ts': ["import './tools", "‹›import './tools"],
        },
        'The file "provider-config.yaml" is missing.',
      ],
    ],
  },
} satisfies Rule;
