import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
        days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +     assignee_id: z.string().describe('Who is to do it.'),
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
        days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +     user_id: z.string().describe('Member whose stations are meant.'),
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
        days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +     as_user: z.boolean().optional().describe('As the user instead of as the bot.'),
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +     ‹current_user›: z.string().describe('The user.'),
  `.finds('The argument "current_user" lets the model choose in whose name the tool acts.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +     filter: z.object({ ‹onBehalfOf›: z.string() }).describe('The user.'),
  `.finds('The argument "onBehalfOf" lets the model choose in whose name the tool acts.'),
];
