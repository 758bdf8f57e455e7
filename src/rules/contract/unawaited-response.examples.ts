import { bad, ok } from '../example.js';

export default [
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   return ‹response›;
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response;
    +   return response.body;
  `.finds('The tool returns the whole response, with its status and headers.'),
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -   const response = await callApi(
    +   const response = callApi(
    …
    -   return response.body;
    +   return (await response).body;
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -   const response = await callApi(
    +   const responses = [1, 2].map(() => callApi(
          { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
          context,
    -   );
    -   return response.body;
    +   ));
    +   return (await Promise.all(responses))[0].body;
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -   const response = await callApi(
    +   const response = ‹callApi›(
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    -   const response = callApi(
    +   const response = await callApi(
  `.finds('This is a promise, not the response.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -   const response = await callApi(
    +   return ‹callApi›(
          { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
          context,
    -   );
    -   return response.body;
    +   ).body;
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return callApi(
    +   return (await callApi(
    …
    -   ).body;
    +   )).body;
  `.finds('This is a promise, not the response.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   ‹['today', 'tomorrow'].forEach›(async (day) => {
    +     await callApi({ method: 'PUT', path: path\`/seen/\${day}\` }, context);
    +   });
    +   return response.body;
  `.finds('Nothing awaits the requests of this callback.'),
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   const days = ['today', 'tomorrow'];
    +   await Promise.all(
    +     days.map(async (day) => callApi({ method: 'PUT', path: path\`/seen/\${day}\` }, context)),
    +   );
    +   days.forEach((day) => console.error(day));
    +   return response.body;
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   ‹callApi›({ method: 'PUT', path: path\`/seen/\${place}\` }, context);
    +   return response.body;
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    -   callApi({ method: 'PUT', path: path\`/seen/\${place}\` }, context);
    +   await callApi({ method: 'PUT', path: path\`/seen/\${place}\` }, context);
  `.finds('Nothing awaits this request.'),
  // What is not awaited on purpose.
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   void callApi({ method: 'PUT', path: path\`/seen/\${place}\` }, context);
    +   callApi({ method: 'GET', path: '/next' }, context).catch(console.error);
    +   return response.body;
  `,
  bad`
    // src/providers/weather/api/rooms.ts
    import { database } from './database.js';

    export const renew = (args: { id: string }, context: CallContext) =>
      database.transaction(context, async (run) => {
        const { rows } = await run('select 1', args);
        ‹run›('update rooms set renewed = true where id = :id', args);
        return rows;
      });
  `.fixed`
    // src/providers/weather/api/rooms.ts, changed
    -     run('update rooms set renewed = true where id = :id', args);
    +     await run('update rooms set renewed = true where id = :id', args);
  `.finds('Nothing awaits this request.'),
];
