import type { Subschema } from '../../model/schema.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
const HEADER = 'x-mcp-header';

/** A field name (RFC 9110 section 5.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const TYPES: readonly unknown[] = ['string', 'integer', 'boolean'];
/** Only properties on the way: the argument is there, or not, whatever the other arguments are. */
const REACHABLE = /^#(\/properties\/[^/]+)+$/;

export default defineRule({
  severity: 'error',
  summary: `An argument that travels as a header, by "${HEADER}", fits into one.`,
  why: 'Clients of the 2026-07-28 protocol leave out a tool whose headers they cannot set.',
  source: {
    text: 'MCP 2026-07-28, "Tools", "x-mcp-header"',
    url: 'https://modelcontextprotocol.io/specification/2026-07-28/server/tools',
  },
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const { input } of tools) {
      const taken = new Set<string>();
      for (const part of input ? code.subschemas(input) : []) {
        if (!(HEADER in part.schema.keywords)) continue;
        const { [HEADER]: name } = part.schema.keywords;
        const wrong = faultOf(part, name, taken);
        if (typeof name === 'string') taken.add(name.toLowerCase());
        if (wrong) report({ at: part.schema.at, ...wrong });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: z.string().meta({ 'x-mcp-header': 'Place' }).describe('Name of a town.'),
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.string()›.meta({ 'x-mcp-header': 'Name of place' }).describe('Name of a town.'),
      `,
      finds: ['The value of "x-mcp-header" is no name of a header.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹z.number()›.meta({ 'x-mcp-header': 'Place' }).describe('Name of a town.'),
      `,
      finds: ['The argument in the header "Place" is no string, integer or boolean.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: z.array(‹z.string()›.meta({ 'x-mcp-header': 'Place' })).describe('Name of a town.'),
      `,
      finds: ['The header "Place" stands for a value in a list or a choice.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: z.string().meta({ 'x-mcp-header': 'Place' }),
        +     town: ‹z.string()›.meta({ 'x-mcp-header': 'place' }).describe('Name of a town.'),
      `,
      finds: ['Two arguments of the tool travel in the header "place".'],
    },
  ],
});

function faultOf(
  { pointer, schema: { keywords, hidden } }: Subschema,
  name: unknown,
  taken: ReadonlySet<string>,
): { message: string; hint: string } | undefined {
  if (typeof name !== 'string' || !TOKEN.test(name)) {
    return {
      message: `The value of "${HEADER}" is no name of a header.`,
      hint: 'Use letters, digits and "-".',
    };
  }
  if (taken.has(name.toLowerCase())) {
    return {
      message: `Two arguments of the tool travel in the header "${name}".`,
      hint: 'Give each its own; capitals make no difference.',
    };
  }
  if (!REACHABLE.test(pointer)) {
    return {
      message: `The header "${name}" stands for a value in a list or a choice.`,
      hint: 'Put it on an argument of its own.',
    };
  }
  if (!hidden.includes('type') && !TYPES.includes(keywords.type)) {
    return {
      message: `The argument in the header "${name}" is no string, integer or boolean.`,
      hint: 'Give it one of these types, or let it travel with the other arguments.',
    };
  }
  return undefined;
}
