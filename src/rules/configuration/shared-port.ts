import type { Rule } from '../../model/rule.js';

const mail = (port: string) => `token_path: weather\n  mail:\n    name: Mail\n    port: ${port}`;

export default {
  severity: 'warning',
  summary: 'Each provider has its own port for the local sign-in.',
  why: 'If two providers have the same port, only the first can serve its sign-in.',
  source: { text: 'listen(2), EADDRINUSE.' },
  project({ config }, report) {
    const owners = new Map<unknown, string>();
    for (const [name, entry] of config?.get('providers')?.members ?? []) {
      const port = entry.get('port');
      if (!port) continue;
      const owner = owners.get(port.value);
      if (owner === undefined) owners.set(port.value, name);
      else
        report(
          port.range,
          `The provider "${owner}" already uses port ${String(port.value)}.`,
          `Choose another port for "${name}".`,
        );
    }
  },
  examples: {
    pass: [{ 'provider-config.yaml': ['token_path: weather', mail('8711')] }],
    fail: [
      [
        { 'provider-config.yaml': ['token_path: weather', mail('‹8710›')] },
        'The provider "weather" already uses port 8710.',
      ],
    ],
  },
} satisfies Rule;
