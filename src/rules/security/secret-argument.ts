import { defineRule } from '../define.js';
import { project } from '../example.js';
import { isSecretName } from '../../flow/sources/secret-names.js';

export default defineRule({
  severity: 'error',
  summary: 'Secrets are not arguments of tools.',
  why: 'The model, its operator and every log of the conversation see the arguments.',
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
          message: `The argument "${property.name}" passes a secret through the model.`,
          hint: 'Remove it, and use the credentials that `getCredentials` returns for the principal.',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
            days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     page_token: z.string().optional().describe('Where to go on.'),
      `,
    },
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
            days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     token: z.int().describe('Number of the lexical token.'),
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
            days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     ‹api_key›: z.string().describe('The key.'),
      `,
      finds: ['The argument "api_key" passes a secret through the model.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
            days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     auth: z.object({ ‹accessToken›: z.string() }).describe('The token.'),
      `,
      finds: ['The argument "accessToken" passes a secret through the model.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
            days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     ‹'password'›: z.string().describe('The password.'),
      `,
      finds: ['The argument "password" passes a secret through the model.'],
    },
  ],
});
