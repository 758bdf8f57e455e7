import { defineRule } from '../define.js';
import { checkInputs } from './schemas/check.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const place = (schema: string) => ({ [TOOL]: { replace: 'z.string().min(1)', with: schema } });
const AT = `${TOOL}:10:12`;

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
    { ok: {} },
    { ok: place("z.enum(['a', 'b'])") },
    { ok: { [TOOL]: { replace: 'summary: z.string()', with: 'summary: z.string().nullish()' } } },
    { bad: place('z.string().nullable()'), finds: [AT] },
    { bad: place('z.union([z.string(), z.number()])'), finds: [AT] },
    { bad: place('z.literal([1, 2])'), finds: [AT] },
    { bad: place('z.tuple([z.number(), z.number()])'), finds: [AT] },
    { bad: place('z.array(z.any())'), finds: [AT] },
    { bad: place('z.array(z.array(z.unknown()))'), finds: [`${TOOL}:10:20`] },
    { bad: place('z.any()'), finds: [AT] },
    { bad: place('z.record(z.string(), z.unknown())'), finds: [AT] },
  ],
});
