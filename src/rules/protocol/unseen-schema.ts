import { defineRule } from '../define.js';

export default defineRule({
  severity: 'warning',
  summary: 'The checker can read input and output schemas from the code.',
  why: 'No other schema rule checks the parts that cannot be read.',
  source: { text: 'Principle of this checker: what is not checked is reported.' },
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const { input, output, object, at, property } of tools) {
      if (!object || (object.partial && !input)) {
        report.unseen({
          at,
          message: 'Cannot determine the definition of the tool.',
          hint: 'Write it as an object literal in the call.',
        });
      }
      for (const root of [input, output]) {
        // "protocol/schema-root" reports objects in place of schemas.
        const written = property(root === input ? 'input' : 'output');
        if (written && code.object(written)) continue;
        for (const { schema } of root ? code.subschemas(root) : []) {
          if (schema.unseen === undefined) continue;
          report.unseen({
            at: schema.at,
            message: 'Cannot determine this part of the schema.',
            hint: 'Write it with zod functions, or import it from a file of the project.',
          });
        }
      }
    }
  },
});
