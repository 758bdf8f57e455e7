import type { Rule } from '../../model/rule.js';
import { nameDeclaration } from '../../project/name-declaration.js';

const INSTANCE = 'src/providers/weather/mcp-instance.ts';

export default {
  severity: 'error',
  summary: 'PROVIDER_NAME is a string literal and equals the name of the provider’s directory.',
  why: 'The server looks up tools, credentials and settings by this name. A computed name cannot be checked.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  provider(provider, report) {
    const { name, entry } = provider;
    const declaration = nameDeclaration(provider);
    // "contract/missing-export" reports files without it.
    if (!declaration) return;
    const range = declaration.init?.range ?? declaration.range;
    const value = declaration.init?.value;
    if (typeof value !== 'string')
      report(range, 'PROVIDER_NAME is not a string literal.', `Write '${name}'.`);
    else if (value !== name)
      report(
        range,
        `PROVIDER_NAME is "${value}", but the directory is "${name}".`,
        `Use "${name}" here, or rename the directory and its entry in provider-config.yaml.`,
        // Directory and entry have the same name.
        entry && [{ at: range, text: `'${name}'` }],
      );
  },
  examples: {
    pass: [{ [INSTANCE]: ["'weather';", "'weather' as const;"] }],
    fail: [
      [
        { [INSTANCE]: ["'weather'", "‹'forecast'›"] },
        'PROVIDER_NAME is "forecast", but the directory is "weather".',
      ],
      [
        { [INSTANCE]: ["'weather'", "‹process.env.NAME ?? 'weather'›"] },
        'PROVIDER_NAME is not a string literal.',
      ],
      [
        {
          [INSTANCE]: [
            "export const PROVIDER_NAME = 'weather'",
            "const name = ‹'forecast'›;\nexport { name as PROVIDER_NAME }",
          ],
        },
        'PROVIDER_NAME is "forecast", but the directory is "weather".',
      ],
      [{ [INSTANCE]: ["'weather'", '‹`${here}`›'] }, 'PROVIDER_NAME is not a string literal.'],
    ],
    fix: [[{ [INSTANCE]: ["'weather'", "'forecast'"] }, {}]],
  },
} satisfies Rule;
