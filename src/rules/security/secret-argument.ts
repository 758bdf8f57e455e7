import type { SchemaFact } from '../../model/schema.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
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
  examples: [
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
          days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +     ‹pwd›: z.string().describe('The password.'),
      +     ‹otp›: z.string().describe('The code of the app.'),
    `.finds(
      'The argument "pwd" passes a secret through the model.',
      'The argument "otp" passes a secret through the model.',
    ),
    bad`
      // src/providers/weather/api/get-forecast.ts
      import { ask } from 'mcp-provider';
      import * as z from 'zod';

      export async function getForecast(_args: unknown, context: CallContext) {
        return ask(context, 'Sign in.', z.object({ ‹password›: z.string() }));
      }
    `.finds('The field "password" passes a secret through the client.'),
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
          days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +     page_token: z.string().optional().describe('Where to go on.'),
    `,
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
          days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +     token: z.int().describe('Number of the lexical token.'),
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
          days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +     ‹api_key›: z.string().describe('The key.'),
    `.finds('The argument "api_key" passes a secret through the model.'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
          days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +     auth: z.object({ ‹accessToken›: z.string() }).describe('The token.'),
    `.finds('The argument "accessToken" passes a secret through the model.'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
          days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +     ‹'password'›: z.string().describe('The password.'),
    `.finds('The argument "password" passes a secret through the model.'),
  ],
});
