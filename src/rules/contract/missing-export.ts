import { pageUrl } from '../../model/documentation.js';
import type { Rule } from '../../model/rule.js';

const EXPORTS = {
  index: [
    'PROVIDER_NAME',
    'tool',
    'createServer',
    'getInitializationOptions',
    'runAuthServer',
    'getCredentials',
    'saveCredentials',
  ],
  'mcp-instance': ['PROVIDER_NAME', 'tool', 'createServer', 'getInitializationOptions'],
  'server-auth': ['runAuthServer'],
  'api/auth': ['getCredentials', 'saveCredentials'],
};

const INDEX = 'src/providers/weather/index.ts';
/** The finding in index.ts, which exports what the other files export. */
const FINDING_IN_INDEX = ['import', '‹›import'] as const;

export default {
  severity: 'error',
  summary:
    'The files index.ts, mcp-instance.ts, server-auth.ts and api/auth.ts have the exports of the contract.',
  why: 'The server loads a provider through these exports and does not start without them.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  provider({ module, project }, report) {
    for (const [stem, names] of Object.entries(EXPORTS)) {
      const file = module(stem);
      // "contract/missing-file" and "configuration/syntax-error" report the other cases.
      if (!file || file.text.trim() === '' || file.errors.length > 0) continue;
      for (const name of names) {
        if (project.exportOrigin(file, name)) continue;
        const local = file.variables.find((variable) => variable.name === name);
        report(
          local?.range ?? file.start,
          `"${name}" is not exported.`,
          local ? 'Export it.' : `Export "${name}": see ${pageUrl('contract.md')}.`,
        );
      }
    }
  },
  examples: {
    pass: [
      // A re-export, and one whose names are in a package, which is not resolved.
      {
        'src/providers/weather/lib/sign-in.ts': 'export const runAuthServer = () => {};\n',
        'src/providers/weather/server-auth.ts': "export * from './lib/sign-in.js';\n",
      },
      { 'src/providers/weather/server-auth.ts': "export * from 'acme-sign-in';\n" },
    ],
    fail: [
      [
        {
          'src/providers/weather/server-auth.ts': [
            'export const runAuthServer',
            'const ‹runAuthServer›',
          ],
          [INDEX]: FINDING_IN_INDEX,
        },
        '"runAuthServer" is not exported.',
        '"runAuthServer" is not exported.',
      ],
      [
        {
          'src/providers/weather/api/auth.ts':
            "‹›export type { getCredentials } from 'x';\nexport const saveCredentials = () => {};\n",
          [INDEX]: FINDING_IN_INDEX,
        },
        '"getCredentials" is not exported.',
        '"getCredentials" is not exported.',
      ],
      [
        {
          [INDEX]:
            "‹›export * from './mcp-instance.js';\nexport * from './server-auth.js';\nexport { getCredentials } from './api/auth.js';\n",
        },
        '"saveCredentials" is not exported.',
      ],
    ],
  },
} satisfies Rule;
