import { defineRule } from '../define.js';
import { isIdentityName } from '../../model/identity-names.js';

export default defineRule({
  severity: 'error',
  summary: 'The identity of the caller is not an argument of a tool.',
  why: 'The model fills in arguments, and text it has read can tell it whose name to write there; a principal comes from a verified token.',
  source: {
    text: 'MCP security best practices; OWASP Top 10 for LLM Applications, LLM06 Excessive Agency.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices',
  },
  securitySeverity: 8.1,
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const { input } of tools) {
      if (!input) continue;
      for (const { property } of code.subschemas(input)) {
        if (!property || !isIdentityName(property.name)) continue;
        // "as_user: true" names no user.
        if (property.schema.keywords.type === 'boolean') continue;
        report({
          at: property.at,
          message: `The argument "${property.name}" lets the model choose in whose name the tool acts.`,
          hint: 'Take "principal" from the call\'s context; where another person is meant, name the part they play, such as "assignee_id".',
        });
      }
    }
  },
});
