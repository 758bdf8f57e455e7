import { defineRule } from '../define.js';
import { checkInputs } from './schemas/check.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const place = (schema: string) => ({ [TOOL]: { replace: 'z.string().min(1)', with: schema } });
const json = (schema: string) => ({
  [TOOL]: `import { fromJsonSchema } from '@modelcontextprotocol/server';
import { tool } from '../mcp-instance.js';

tool({
  name: 'get_forecast',
  description: 'The weather.',
  input: fromJsonSchema(${schema}),
  run: () => Promise.resolve('sunny'),
});
`,
});

export default defineRule({
  severity: 'error',
  summary: 'No client refuses the schema of a tool’s arguments.',
  why: 'One schema that the API behind a client refuses fails the whole request, so that no tool of any server works.',
  source: {
    text: 'microsoft/vscode#248810, makenotion/notion-mcp-server#340, kirodotdev/Kiro#9165',
    url: 'https://github.com/microsoft/vscode/issues/248810',
  },
  on: 'provider',
  check: (provider, report) => checkInputs(provider, 'refused', report),
  examples: [
    { ok: place('z.array(z.string())') },
    { bad: place("z.any().meta({ type: 'array' })"), finds: [`${TOOL}:10:12`] },
    { ok: place('z.tuple([z.number(), z.number()])') },
    {
      ok: json("{ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }"),
    },
    {
      bad: json("{ type: 'object', properties: { a: { type: 'string' } }, required: ['b'] }"),
      finds: [`${TOOL}:7:25`],
    },
    {
      bad: json("{ type: 'object', properties: { a: { type: 'array' } } }"),
      finds: [`${TOOL}:7:60`],
    },
    {
      bad: json("{ type: 'object', properties: { a: { $ref: 'https://a.dev/room.json' } } }"),
      finds: [`${TOOL}:7:60`],
    },
  ],
});
