import { defineRule } from '../define.js';
import { project } from '../example.js';
import { checkInputs } from './schemas/check.js';

export default defineRule({
  severity: 'warning',
  summary: 'The schema of a tool’s arguments means the same in every client.',
  why: 'Clients rewrite or drop what they do not take, and some models refuse it, so that a tool works in one client only.',
  source: {
    text: 'google-gemini/gemini-cli#4415, openai/codex#13768, docker/mcp-gateway#234',
    url: 'https://github.com/openai/codex/issues/13768',
  },
  on: 'provider',
  check: (provider, report) => checkInputs(provider, 'altered', report),
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: z.enum(['a', 'b']).describe('Name of a town.'),
      `,
    },
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   output: z.object({ summary: z.string() }),
        +   output: z.object({ summary: z.string().nullish() }),
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.string().nullable()›.describe('Name of a town.'),
      `,
      finds: [
        'A value of several types (null is one) is rewritten by VS Code, not understood by Gemini, and cut to its first type by Codex.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.union([z.string(), z.number()])›.describe('Name of a town.'),
      `,
      finds: [
        'A choice between several schemas is refused in lists by Gemini, shown as a string by Codex, and turned into text by Copilot CLI.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.literal([1, 2])›.describe('Name of a town.'),
      `,
      finds: ['A choice between values that are not all strings is refused by Gemini.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.tuple([z.number(), z.number()])›.describe('Name of a town.'),
      `,
      finds: [
        'A list whose items differ by position is rewritten by VS Code and refused by Gemini.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.array(z.any())›.describe('Name of a town.'),
      `,
      finds: ['A list of anything is refused by Gemini.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: z.array(‹z.array(z.unknown())›).describe('Name of a town.'),
      `,
      finds: ['A list of anything is refused by Gemini.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.any()›.describe('Name of a town.'),
      `,
      finds: ['An argument without a type is refused by Kimi and Fireworks.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.record(z.string(), z.unknown())›.describe('Name of a town.'),
      `,
      finds: ['An object with properties of any kind is refused by Kimi and Fireworks.'],
    },
  ],
});
