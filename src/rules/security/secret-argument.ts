import { defineRule } from '../define.js';
import { isSecretName } from './secrets/names.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const argument = (source: string) => ({
  [TOOL]: { replace: '  }),\n  output', with: `    ${source}\n  }),\n  output` },
});

export default defineRule({
  severity: 'error',
  summary: 'No tool takes a secret as an argument.',
  why: "Arguments pass through the model, its provider and every log of the conversation; credentials come from the provider's getCredentials().",
  source: {
    text: 'MCP security best practices, Token Passthrough.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices#token-passthrough',
  },
  securitySeverity: 8.1,
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const { input } of tools) {
      if (!input) continue;
      for (const { property } of code.subschemas(input)) {
        if (!property || !isSecretName(property.name)) continue;
        const { type } = property.schema.keywords;
        if (type !== undefined && !/string|object/.test(String(type))) continue;
        report({
          at: property.at,
          message: `The argument "${property.name}" sends a secret through the model.`,
          hint: 'Remove it, and take the credentials of the principal from getCredentials().',
        });
      }
    }
  },
  examples: [
    { ok: argument("page_token: z.string().optional().describe('Where to go on.'),") },
    { ok: argument("token: z.int().describe('Number of the lexical token.'),") },
    { bad: argument("api_key: z.string().describe('The key.'),"), finds: [`${TOOL}:12:5`] },
    {
      bad: argument("auth: z.object({ accessToken: z.string() }).describe('The token.'),"),
      finds: [`${TOOL}:12:22`],
    },
    { bad: argument("'password': z.string().describe('The password.'),"), finds: [`${TOOL}:12:5`] },
  ],
});
