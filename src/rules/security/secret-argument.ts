import type { SchemaFact } from '../../model/schema.js';
import { defineRule } from '../define.js';
import { isSecretArgument } from '../../model/secret-names.js';

export default defineRule({
  severity: 'error',
  summary: 'Secrets are neither arguments of tools nor fields of forms.',
  why: 'Arguments are visible to the client, the model, its operator and every log of the conversation. Clients see the values of form fields.',
  source: {
    text: 'MCP security best practices, Token Passthrough.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices#token-passthrough',
  },
  securitySeverity: 8.1,
  on: 'provider',
  check({ tools, forms, project: { code } }, report) {
    const secretsIn = (schema: SchemaFact | undefined) =>
      Array.from(schema ? code.subschemas(schema) : []).flatMap(({ property }) => {
        if (!property || !isSecretArgument(property.name)) return [];
        const { type } = property.schema.keywords;
        return type === undefined || /string|object/.test(String(type)) ? [property] : [];
      });
    for (const { name, at } of tools.flatMap(({ input }) => secretsIn(input))) {
      report({
        at,
        message: `The argument "${name}" passes a secret through the model.`,
        hint: 'Remove it, and use the credentials that `getCredentials` returns for the principal.',
      });
    }
    for (const { name, at } of forms.flatMap(({ schema }) => secretsIn(schema))) {
      report({
        at,
        message: `The field "${name}" passes a secret through the client.`,
        hint: 'Open a page for the user with `openUrl`, or let them sign in.',
      });
    }
  },
});
