import { defineRule } from '../define.js';
import { portOf } from './documents/ports.js';

const CONFIG = 'provider-config.yaml';
const second = (port: string) => ({
  [CONFIG]: {
    replace: 'providers:\n',
    with: `providers:\n  tides:\n    name: Tides\n    port: ${port}\n`,
  },
});
const first = { replace: '    token_path', with: '    port: 8710\n    token_path' };

export default defineRule({
  severity: 'error',
  summary: 'Every provider has a port of its own.',
  why: 'Two sign-ins at the same time: the second cannot start, or the browser comes back to the wrong one.',
  source: { text: 'The contract of this project.' },
  on: 'project',
  check({ documents: { config } }, report) {
    if (!config) return;
    const owners = new Map<number, string>();
    for (const { key } of config.entries('providers')) {
      const found = portOf(config, key);
      if (!found) continue;
      const owner = owners.get(found.port);
      if (owner === undefined) owners.set(found.port, key);
      else if (owner !== key) {
        report({
          at: found.at,
          message: `Port ${found.port} is that of "${owner}" already.`,
          hint: `Give "${key}" a port that no other provider has.`,
          provider: key,
        });
      }
    }
  },
  examples: [
    { ok: { [CONFIG]: first } },
    { ok: second('8710') },
    {
      bad: {
        [CONFIG]: 'providers:\n  weather:\n    port: 8710\n  tides:\n    port: 8710 # as well\n',
      },
      finds: [`${CONFIG}:5:11`],
    },
  ],
});
