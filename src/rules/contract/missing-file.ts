import { kindContract } from '../../kinds/contract-of.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { pageUrl } from '../../model/documentation.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { Provider } from '../../model/project.js';
import type { Rule } from '../../model/rule.js';
import { styleIds } from '../../styles/ids.gen.js';

const FILES = ['index', 'mcp-instance', 'server-auth', 'api/auth'];
const STYLES: readonly string[] = styleIds;
/** Auth styles without settings. They are listed here, because loading the styles loads many modules. */
export const stylesWithoutSettings: readonly string[] = [
  'basic-key',
  'basic',
  'bearer',
  'login',
  'none',
];

export default {
  severity: 'error',
  summary: 'Every provider has index.ts, mcp-instance.ts, server-auth.ts and api/auth.ts.',
  why: 'The server loads a provider through these files and does not start without them.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  provider(provider, report) {
    const { directory, range, module } = provider;
    for (const stem of FILES) {
      const path = `${directory}/${stem}.ts`;
      const file = module(stem);
      const fix = isDetermined(provider, stem) ? { creates: path } : undefined;
      if (!file)
        report(
          range,
          `The file "${path}" is missing.`,
          `Add it: see ${pageUrl('contract.md')}.`,
          fix,
        );
      else if (file.text.trim() === '' && file.errors.length === 0)
        report(file.start, `The file "${path}" is empty.`, 'Restore its content.', fix);
    }
  },
  examples: {
    pass: [{}],
    fail: [
      [
        {
          'src/providers/weather/server-auth.ts': null,
          'provider-config.yaml': ['weather:\n    name', '‹weather›:\n    name'],
        },
        'The file "src/providers/weather/server-auth.ts" is missing.',
      ],
      [
        { 'src/providers/weather/api/auth.ts': '‹›\n' },
        'The file "src/providers/weather/api/auth.ts" is empty.',
      ],
    ],
  },
} satisfies Rule;

/** Returns whether the entry of the provider determines the whole file. */
function isDetermined(provider: Provider, stem: string): boolean {
  const { entry, module, project } = provider;
  const style = entry?.text('auth') ?? '';
  if (!STYLES.includes(style) || stem === 'index') return false;
  if (stem === 'mcp-instance') {
    const isKnown = Object.hasOwn(kindOptions, entry?.text('kind') ?? DEFAULT_KIND);
    const texts = [entry?.text('name'), entry?.text('description')];
    return isKnown && !kindContract(provider).changesResources && !texts.includes(undefined);
  }
  // "server-auth" serves the sign-in of this object.
  const apiAuth = module('api/auth');
  if (apiAuth && stem === 'server-auth') return project.exportOrigin(apiAuth, 'auth') !== undefined;
  return stylesWithoutSettings.includes(style);
}
