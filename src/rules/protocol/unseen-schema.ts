import { defineRule } from '../define.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const place = (schema: string) => ({ [TOOL]: { replace: 'z.string().min(1)', with: schema } });

export default defineRule({
  severity: 'warning',
  summary: 'The schemas of tools can be read without running the code.',
  why: 'What cannot be read is not checked: none of the rules about schemas says anything about it.',
  source: { text: 'The contract of this project: a check never passes by not looking.' },
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const { input, output, object, at, property } of tools) {
      if (!object || (object.partial && !input)) {
        report.unseen({
          at,
          message: 'The definition of the tool cannot be seen.',
          hint: 'Write it as an object where the tool is made.',
        });
      }
      for (const root of [input, output]) {
        // That an object is no schema is said by "protocol/schema-root".
        const written = property(root === input ? 'input' : 'output');
        if (written && code.object(written)) continue;
        for (const { schema } of root ? code.subschemas(root) : []) {
          if (schema.unseen === undefined) continue;
          report.unseen({
            at: schema.at,
            message: 'A part of the schema cannot be seen without running the code.',
            hint: 'Write it with the functions of zod, or import it from a file of the project.',
          });
        }
      }
    }
  },
  examples: [
    { ok: {} },
    { bad: place('schemas.get(key)!'), finds: [`${TOOL}:10:12`] },
    {
      bad: {
        [TOOL]: { replace: 'input: z.object({', with: 'input: z.object({\n    ...shared(),' },
      },
      finds: [`${TOOL}:9:10`],
    },
    {
      bad: {
        [TOOL]:
          "import { tool } from '../mcp-instance.js';\n\nexport const made = tool(definition());\n",
      },
      finds: [`${TOOL}:3:21`],
    },
  ],
});
