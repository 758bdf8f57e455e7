import { bad, ok } from '../example.js';

export default [
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
];
