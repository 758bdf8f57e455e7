import type { Subschema } from '../../model/schema.js';
import { defineRule } from '../define.js';
const HEADER = 'x-mcp-header';

/** A field name (RFC 9110 section 5.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const TYPES: readonly unknown[] = ['string', 'integer', 'boolean'];
/** Properties only: arrays and unions may have several values, or none. */
const REACHABLE = /^#(\/properties\/[^/]+)+$/;

export default defineRule({
  severity: 'error',
  summary: `An argument with "${HEADER}" is a top-level string, integer or boolean with a valid header name of its own.`,
  why: 'Clients of protocol version 2026-07-28 omit tools whose headers they cannot set.',
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
});

function faultOf(
  { pointer, schema: { keywords, hidden } }: Subschema,
  name: unknown,
  taken: ReadonlySet<string>,
): { message: string; hint: string } | undefined {
  if (typeof name !== 'string' || !TOKEN.test(name)) {
    return {
      message: `The value of "${HEADER}" is not a valid header name.`,
      hint: 'Use letters, digits and "-".',
    };
  }
  if (taken.has(name.toLowerCase())) {
    return {
      message: `Two arguments of the tool use the header "${name}".`,
      hint: 'Use a different name for each; upper and lower case are equal.',
    };
  }
  if (!REACHABLE.test(pointer)) {
    return {
      message: `The header "${name}" is set on a value in an array or union.`,
      hint: 'Move it to an argument outside arrays and unions.',
    };
  }
  if (!hidden.includes('type') && !TYPES.includes(keywords.type)) {
    return {
      message: `The argument for the header "${name}" is not a string, integer or boolean.`,
      hint: `Use one of these types, or remove "${HEADER}".`,
    };
  }
  return undefined;
}
