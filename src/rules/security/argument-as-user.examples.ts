import { bad, ok } from '../example.js';

export default [
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
    .related('src/providers/weather/api/get-forecast.ts:4:35 The arguments of the tool enter here.')
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
    .related('src/providers/weather/api/get-forecast.ts:3:35 The arguments of the tool enter here.')
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
    .related('src/providers/weather/api/get-forecast.ts:6:35 The arguments of the tool enter here.')
    .finds('An argument of the tool chooses the user of this call.'),
];
