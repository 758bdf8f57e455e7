import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FEATURES, type FeatureName } from '../../../src/rules/protocol/schemas/features.js';
import { fateOf } from '../../../src/rules/protocol/schemas/profiles.js';
import { tokensOf } from '../../../src/rules/protocol/size/estimate.js';
import { projectOf } from '../../project/disk.js';
import { minimalProject } from '../minimal-project.js';
import { findings } from './findings.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const tool = (input: string, output = 'z.object({})') => `import * as z from 'zod';
import { tool } from '../mcp-instance.js';
tool({ name: 'get_forecast', description: 'D.', run,
  input: ${input},
  output: ${output},
});
`;
/** The same source for the rules, which read it, and for zod, which runs it. */
function real(source: string): z.ZodType {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- zod itself reads the source under test
  const make = new Function('z', `return ${source};`) as (zod: typeof z) => z.ZodType;
  return make(z);
}

it.each(Object.keys(FEATURES) as FeatureName[])('somebody does not take a %s', (name) => {
  expect(fateOf(name)).toMatch(/ by /);
});

describe('what zod cannot convert is found, and nothing else', () => {
  it.each([
    'z.string()',
    'z.date()',
    'z.date().optional()',
    'z.bigint()',
    'z.map(z.string(), z.string())',
    'z.string().transform(Number)',
    'z.string().transform(Number).optional()',
    'z.string().transform(Number).pipe(z.number())',
    'z.preprocess(String, z.string())',
    'z.coerce.number()',
    'z.stringbool()',
    'z.array(z.object({ a: z.undefined() }))',
    'z.union([z.string(), z.symbol()])',
    'z.record(z.string(), z.nan())',
  ])('%s', async (source) => {
    const object = `z.object({ a: ${source} })`;
    for (const io of ['input', 'output'] as const) {
      const texts = { [TOOL]: io === 'input' ? tool(object) : tool('z.object({})', object) };
      const found = await findings('protocol/inexpressible-schema', texts);
      const convert = () => z.toJSONSchema(real(object), { io });
      if (found.length > 0) expect(convert).toThrow('cannot be represented');
      else expect(convert).not.toThrow();
    }
  });
});

describe('the size of a tool is about that of what is sent', () => {
  it.each([
    'z.object({})',
    'z.object({ a: z.string().min(1).describe("What to look for."), b: z.int().max(9) })',
    'z.object({ a: z.iso.datetime(), b: z.iso.date(), c: z.iso.duration() })',
    'z.object({ a: z.email(), b: z.url(), c: z.ipv4(), d: z.ipv6(), e: z.cidrv4(), f: z.cidrv6() })',
    'z.object({ a: z.string().datetime().optional(), b: z.string().email() })',
    'z.object({ a: z.string().meta({ format: "date-time" }) })',
    'z.object({ a: z.uuid(), b: z.nanoid(), c: z.ulid(), d: z.base64(), e: z.jwt(), f: z.hostname() })',
  ])('%s', async (source) => {
    const project = await projectOf({ ...minimalProject, [TOOL]: tool(source) });
    const [provider] = project.providers;
    const estimate = tokensOf(provider!.tools[0]!, project.code);
    const schema = { ...z.toJSONSchema(real(source), { io: 'input' }), $schema: undefined };
    const sent = JSON.stringify({ name: 'get_forecast', description: 'D.', input_schema: schema });
    expect(estimate / (sent.length / 4)).toBeGreaterThan(0.85);
    expect(estimate / (sent.length / 4)).toBeLessThan(1.15);
  });
});
