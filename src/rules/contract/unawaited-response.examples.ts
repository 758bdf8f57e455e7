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
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    export const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });

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
  bad`
    // src/providers/weather/api/rooms.ts
    import { callApi } from './client.js';

    const seen = (id: string, context: CallContext) =>
      callApi({ method: 'PUT', path: path\`/seen/\${id}\` }, context);
    class Rooms {
      constructor(private readonly context: CallContext) {}
      async touch(id: string) {
        await seen(id, this.context);
        await callApi({ method: 'PUT', path: path\`/rooms/\${id}\` }, this.context);
      }
    }
    export function touch(ids: string[], isNew: boolean, context: CallContext) {
      const rooms = new Rooms(context);
      for (const id of ids) ‹rooms.touch›(id);
      ‹seen›('all', context);
      isNew && ‹callApi›({ method: 'POST', path: '/rooms' }, context);
      isNew ? ‹callApi›({ method: 'PUT', path: '/new' }, context) : ‹callApi›({ method: 'PUT', path: '/old' }, context);
      ‹ids.forEach›((id) => callApi({ method: 'PUT', path: path\`/rooms/\${id}\` }, context));
      ‹ids.map›(async (id) => {
        await callApi({ method: 'PUT', path: path\`/rooms/\${id}\` }, context);
      });
      const touched = async (id: string) => {
        await seen(id, context);
        await callApi({ method: 'PUT', path: path\`/rooms/\${id}\` }, context);
      };
      ‹ids.forEach›(touched);
      const found: unknown[] = [];
      ‹ids.forEach›(async (id) => {
        try {
          found.push((await callApi({ method: 'GET', path: path\`/rooms/\${id}\` }, context)).body);
        } catch (error) {
          console.error(error);
        }
      });
      const { body } = ‹callApi›({ method: 'GET', path: '/rooms' }, context);
      return [body, found];
    }
  `.finds(
    'Nothing awaits this request.',
    'Nothing awaits this request.',
    'Nothing awaits this request.',
    'Nothing awaits this request.',
    'Nothing awaits this request.',
    'Nothing awaits the requests of this callback.',
    'Nothing awaits the requests of this callback.',
    'Nothing awaits the requests of this callback.',
    'Nothing awaits the requests of this callback.',
    'This is a promise, not the response.',
  ),
  // Errors are handled there, or something else awaits the promises.
  ok`
    // src/providers/weather/api/rooms.ts
    import { Readable } from 'node:stream';
    import { callApi } from './client.js';

    const seen = (id: string, context: CallContext) =>
      callApi({ method: 'PUT', path: path\`/seen/\${id}\` }, context);
    async function track(id: string, context: CallContext) {
      try {
        await callApi({ method: 'POST', path: '/events', body: { id } }, context);
      } catch (error) {
        console.error(error);
      }
    }
    const start = async (context: CallContext) => ({
      rooms: callApi({ method: 'GET', path: '/rooms' }, context),
      since: Date.now(),
    });
    class Pool {
      constructor(private readonly ids: string[]) {}
      async forEach(work: (id: string) => Promise<void>) {
        for (const id of this.ids) await work(id);
      }
    }
    export async function touch(ids: string[], context: CallContext) {
      track('all', context);
      seen('all', context).catch(console.error);
      ids.forEach(async (id) => {
        try {
          await callApi({ method: 'PUT', path: path\`/rooms/\${id}\` }, context);
        } catch (error) {
          console.error(error);
        }
      });
      const touched = async (id: string) => {
        await seen(id, context);
      };
      await Readable.from(ids).forEach(async (id: string) => {
        await callApi({ method: 'PUT', path: path\`/rooms/\${id}\` }, context);
      });
      await new Pool(ids).forEach(async (id) => {
        await callApi({ method: 'PUT', path: path\`/rooms/\${id}\` }, context);
      });
      await new Pool(ids).forEach(touched);
      const { rooms, since } = await start(context);
      return { since, rooms: (await rooms).body };
    }

    // src/core/journal.ts
    export class Journal {
      readonly #lines: string[] = [];
      transaction(body: (add: (line: string) => void) => void) {
        body((line) => this.#lines.push(line));
      }
    }
    new Journal().transaction((add) => {
      add('begin');
      add('end');
    });
  `,
];
