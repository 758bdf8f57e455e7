import { defineRule } from '../define.js';
import { project } from '../example.js';

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
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     place: z.string().min(1).describe('Name of a town.'),
        +     place: ‹schemas.get(key)!.describe('Name of a town.')›,
      `,
      finds: ['A part of the schema cannot be seen without running the code.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
            input: ‹z.object({
        +     ...shared(),
      `,
      finds: ['A part of the schema cannot be seen without running the code.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts
        import { tool } from '../mcp-instance.js';

        export const made = ‹tool›(definition());
      `,
      finds: ['The definition of the tool cannot be seen.'],
    },
  ],
});
