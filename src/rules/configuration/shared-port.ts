import { defineRule } from '../define.js';
import { project } from '../example.js';
import { portOf } from './documents/ports.js';

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
    {
      ok: project`
        // provider-config.yaml, changed
              auth: api-key
        +     port: 8710
      `,
    },
    {
      ok: project`
        // provider-config.yaml, changed
          providers:
        +   tides:
        +     name: Tides
        +     port: 8710
      `,
    },
    {
      bad: project`
        // provider-config.yaml
        providers:
          weather:
            port: 8710
          tides:
            port: ‹8710› # as well
      `,
      finds: ['Port 8710 is that of "weather" already.'],
    },
  ],
});
