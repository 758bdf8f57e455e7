import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

const UNSEEN = 'Cannot determine whether this call sends a request, and with which credentials.';

/** Calls of code that no file of the project shows. */
export const hiddenCodeExamples: readonly Example[] = [
  bad`
    // .gitignore, changed
    + src/generated/
      node_modules/

    // src/providers/weather/api/alerts.ts
    import { createRequire } from 'node:module';
    import { alertsApi } from '../../../generated/client.js';

    const send = new Proxy(fetch, {});
    const native = createRequire(import.meta.url)('../native.node');
    const METHOD = ['fe', 'tch'].join('');

    export const getAlerts = (place: string) => ‹alertsApi.list›(place);
    export const getNews = (url: string) => ‹send›(url);
    export const getMap = (url: string) => ‹native.get›(url);
    export const getTides = (url: string) => ‹globalThis[METHOD]›(url);
    export const getRadar = (url: string) => ‹Reflect.get(globalThis, METHOD)›(url);
    export async function getWarnings(url: string) {
      const http = await import(process.env.WEATHER_HTTP ?? './http.js');
      return ‹http.get›(url) ?? http.post(url);
    }
  `.finds(UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
  bad`
    // src/providers/weather/api/alerts.ts
    export const getAlerts = (url: string) => Reflect.apply(‹fetch›, undefined, [url]);
  `.finds('This request is sent without credentials from getCredentials().'),
  ok`
    // .gitignore, changed
    + src/generated/
      node_modules/

    // src/providers/weather/api/alerts.ts
    import * as messages from '../../../generated/messages.js';
    import places from './places.json' with { type: 'json' };
    import type { ToolContext } from 'mcp-provider';
    import { callApi } from './client.js';

    const timed =
      <A extends unknown[], R>(run: (...given: A) => Promise<R>) =>
      (...given: A) => Reflect.apply(run, undefined, given);

    export const getAlerts = timed(async (_: object, context: ToolContext) => {
      const { body } = await callApi({ method: 'GET', path: '/alerts' }, context);
      return { text: messages.alerts(body) };
    });

    export async function icon(bytes: Uint8Array) {
      const sharp = await import('sharp').then((module) => module.default, () => undefined);
      return sharp?.(bytes).resize(64).toBuffer();
    }

    export const known = () => places.all.map((place) => place.name);
    export async function title(language: string) {
      const texts = await import(\`./texts/\${language}.json\`, { with: { type: 'json' } });
      return texts.title.trim();
    }

    export const formats = {
      short: (text: string) => text.slice(0, 80),
      both(text: string) {
        return [text, this.short(text)];
      },
    };
  `,
];
