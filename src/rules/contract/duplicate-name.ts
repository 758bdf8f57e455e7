import type { Definition } from '../../model/code.js';
import type { Place } from '../../model/project.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';

export default defineRule({
  severity: 'error',
  summary:
    'Tools, resources and prompts of a provider have different names; tools also after clients normalize them.',
  why: 'The server does not start with equal names. Clients that normalize names show only one of two similar tools.',
  source: {
    text: 'codex-rs replaces other characters with "_"; VS Code compares in lower case.',
    url: 'https://github.com/openai/codex',
  },
  on: 'provider',
  check({ tools, resources, prompts }, report) {
    for (const [kind, definitions] of [
      ['tools', tools],
      ['resources', resources],
      ['prompts', prompts],
    ] as const) {
      const seen = new Map<string, Named>();
      for (const { name, at } of known(definitions)) {
        const first = seen.get(sanitised(name));
        seen.set(sanitised(name), first ?? { name, at });
        const before = first?.name;
        if (!first || (before !== name && kind !== 'tools')) continue;
        report({
          at,
          message:
            before === name
              ? `Two ${kind} have the name "${name}".`
              : `Some clients use one name for "${before}" and "${name}".`,
          hint: 'Rename one of them.',
          related: [{ at: first.at, message: 'The other definition is here.' }],
        });
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/tools/get-alerts.ts
      import * as z from 'zod';
      import { tool } from '../mcp-instance.js';

      tool({
        name: 'get_alerts',
        description: 'Warnings of storms at a place.',
        input: z.object({}),
        run: async () => 'None.',
      });

      // src/providers/weather/index.ts, changed
      + import './tools/get-alerts.js';
        import './tools/get-forecast.js';
    `,
    bad`
      // src/providers/weather/tools/get-alerts.ts
      import * as z from 'zod';
      import { tool } from '../mcp-instance.js';

      tool({
        name: 'get_forecast',
        description: 'Warnings of storms at a place.',
        input: z.object({}),
        run: async () => 'None.',
      });

      // src/providers/weather/index.ts, changed
      + import './tools/get-alerts.js';
        import './tools/get-forecast.js';

      // src/providers/weather/tools/get-forecast.ts, unchanged
        name: ‹'get_forecast'›,
    `
      .related('src/providers/weather/tools/get-alerts.ts:5:9 The other definition is here.')
      .finds('Two tools have the name "get_forecast".'),
    bad`
      // src/providers/weather/tools/get-alerts.ts
      import * as z from 'zod';
      import { tool } from '../mcp-instance.js';

      tool({
        name: 'Get-Forecast',
        description: 'Warnings of storms at a place.',
        input: z.object({}),
        run: async () => 'None.',
      });

      // src/providers/weather/index.ts, changed
      + import './tools/get-alerts.js';
        import './tools/get-forecast.js';

      // src/providers/weather/tools/get-forecast.ts, unchanged
        name: ‹'get_forecast'›,
    `
      .related('src/providers/weather/tools/get-alerts.ts:5:9 The other definition is here.')
      .finds('Some clients use one name for "Get-Forecast" and "get_forecast".'),
  ],
});

interface Named {
  name: string;
  at: Place;
}

const known = (definitions: readonly Definition[]): Named[] =>
  definitions.flatMap(({ name }) =>
    name.is === 'known' ? [{ name: name.value, at: name.at }] : [],
  );

const sanitised = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '_');
