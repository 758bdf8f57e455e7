import type { Place } from '../../model/project.js';
import { defineRule } from '../define.js';
import { portOf } from './documents/ports.js';

export default defineRule({
  severity: 'error',
  summary: 'Each provider has a different sign-in port.',
  why: 'Two sign-in servers cannot use one port at the same time, so the second sign-in fails.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'project',
  check({ documents: { config } }, report) {
    if (!config) return;
    const ports = config.entries('providers').flatMap(({ key }) => portOf(config, key)?.port ?? []);
    let free = ports.reduce((most, port) => Math.max(most, port), 0);
    const owners = new Map<number, { owner: string; at: Place }>();
    for (const { key } of config.entries('providers')) {
      const found = portOf(config, key);
      if (!found) continue;
      const { owner, at } = owners.get(found.port) ?? {};
      if (!at) owners.set(found.port, { owner: key, at: found.at });
      else if (owner !== key) {
        report({
          at: found.at,
          message: `The provider "${owner}" already uses port ${found.port}.`,
          hint: `Choose another port for "${key}".`,
          related: [{ at, message: `The port of "${owner}" is set here.` }],
          provider: key,
          // The address of an OAuth client is registered at the service.
          ...(!config.get('providers', key, 'callback_url') && {
            fix: [{ at: found.at, text: String(++free) }],
          }),
        });
      }
    }
  },
});
