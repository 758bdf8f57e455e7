import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { chosenUsers } from './arguments/chosen-user.js';
import { wayTo } from './arguments/way.js';

export default defineRule({
  severity: 'error',
  summary: 'Arguments of a tool do not choose whose credentials are used.',
  why: 'The model fills in arguments. With one in the place of the verified user, it can act in the name of every user.',
  source: {
    text: 'MCP security best practices; CWE-639, Authorization Bypass Through User-Controlled Key.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.8,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      // What follows from it, in the functions that are called, is the same fault.
      const [chosen] = flow.steps.flatMap(({ call, chain }) =>
        chosenUsers(call, flow).map((user) => ({ user, chain })),
      );
      if (!chosen) continue;
      const { user, chain } = chosen;
      const at = user.file.at(user.value);
      report({
        at,
        message: 'An argument of the tool chooses the user of this call.',
        hint: 'Use `context.principal` as it is: it comes from a verified token.',
        ...wayTo(at, flow, chain),
      });
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/get-forecast.ts
      import { getCredentials } from './auth.js';

      export async function getForecast({ place }: { place: string }, context: CallContext) {
        const credentials = await getCredentials(context.principal.userId);
        return fetch('https://api.weather.dev/v1', {
          method: 'POST',
          headers: { authorization: credentials.token },
          body: JSON.stringify({ userId: place }),
        });
      }
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      import { callApi } from './client.js';
      import { getCredentials } from './auth.js';

      export async function getForecast({ place }: { place: string }, context: CallContext) {
        await getCredentials(‹place ?? context.principal.userId›);
        return callApi({ method: 'GET', path: '/forecast' }, context);
      }
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:4:35 The arguments of the tool enter here.',
      )
      .finds('An argument of the tool chooses the user of this call.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      import { callApi } from './client.js';

      export async function getForecast({ place }: { place: string }, context: CallContext) {
        const userId = place || context.principal.userId;
        const principal = { ...context.principal, ‹userId› };
        return callApi({ method: 'GET', path: '/forecast' }, { ...context, principal });
      }
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:3:35 The arguments of the tool enter here.',
      )
      .finds('An argument of the tool chooses the user of this call.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      import { callApi } from './client.js';

      const contextFor = (userId: string | undefined, context: CallContext) =>
        userId ? { ...context, principal: { userId } } : context;

      export async function getForecast({ place }: { place: string }, context: CallContext) {
        return callApi({ method: 'GET', path: '/forecast' }, ‹contextFor(place, context)›);
      }
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:6:35 The arguments of the tool enter here.',
      )
      .finds('An argument of the tool chooses the user of this call.'),
  ],
});
