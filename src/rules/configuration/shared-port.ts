import type { Rule } from '../../model/rule.js';
import { signInPort } from '../../model/sign-in-port.js';

const mail = (port: string) => `token_path: weather\n  mail:\n    name: Mail\n    port: ${port}`;

export default {
  severity: 'warning',
  summary: 'Each provider has its own port for the local sign-in.',
  why: 'If two providers have the same port, only the first can serve its sign-in.',
  source: { text: 'listen(2), EADDRINUSE.' },
  project({ config }, report) {
    const owners = new Map<number, string>();
    for (const [name, entry] of config?.get('providers')?.members ?? []) {
      const { port, node } = signInPort(entry) ?? {};
      if (port === undefined || !node) continue;
      const owner = owners.get(port);
      if (owner === undefined) owners.set(port, name);
      else
        report(
          node.range,
          `The provider "${owner}" already uses port ${port}.`,
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
