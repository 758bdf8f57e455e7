import { pageUrl } from '../../model/documentation.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { possibleValues } from '../../flow/values/possible.js';
import { writesIn } from '../../flow/writes.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';

export default defineRule({
  severity: 'error',
  summary:
    'The base URL of a request is a string literal that "base_urls" in provider-config.yaml lists.',
  why: 'The request carries the credentials of the user to that address. The server rejects requests to other base URLs.',
  source: {
    text: '"Requests" in docs/spec.md of create-mcp-provider.',
    url: pageUrl('spec.md#requests'),
  },
  on: 'provider',
  check({ name, files, project: { code, documents } }, report) {
    const list = documents.config?.get('providers', name, 'base_urls');
    const items = list?.is === 'list' ? list.items : [];
    const listed = items.map((item) => (item.is === 'scalar' ? item.value : undefined));
    for (const file of files) {
      for (const value of file.test ? [] : file.facts.calls) {
        for (const given of baseUrlsIn({ file, value }, code)) {
          const at = given.file.at(given.value);
          const used = code.constant(given);
          if (typeof used !== 'string') {
            report({
              at,
              message: 'The base URL of this request is not a string literal.',
              hint: 'Write the URL here, and list it in "base_urls" of provider-config.yaml.',
            });
          } else if (!listed.includes(used)) {
            report({
              at,
              message: `"base_urls" of "${name}" does not list "${used}".`,
              hint: `Add "${used}" to "base_urls" in provider-config.yaml, if it may get the credentials of users.`,
            });
          }
        }
      }
    }
  },
  examples: [
    ok`
      // provider-config.yaml, changed
      -     base_url: https://api.weather.dev/v1
      +     base_url: https://api.weather.dev/v1
      +     base_urls:
      +       - https://archive.weather.dev

      // src/providers/weather/api/get-forecast.ts
      import { path } from 'mcp-provider/api';
      import type { CallContext } from 'mcp-provider/api';
      import { callApi } from './client.js';

      const ARCHIVE = 'https://archive.weather.dev';

      export const getForecast = ({ place }: { place: string }, context: CallContext) =>
        callApi({ method: 'GET', baseUrl: ARCHIVE, path: path\`/\${place}\` }, context);
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      import { path } from 'mcp-provider/api';
      import type { CallContext } from 'mcp-provider/api';
      import { callApi } from './client.js';

      export const getForecast = ({ place }: { place: string }, context: CallContext) =>
        callApi(
          { method: 'GET', baseUrl: ‹'https://archive.weather.dev'›, path: path\`/\${place}\` },
          context,
        );
    `.finds('"base_urls" of "weather" does not list "https://archive.weather.dev".'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      import { path } from 'mcp-provider/api';
      import type { CallContext } from 'mcp-provider/api';
      import { callApi } from './client.js';

      export const getForecast = ({ place }: { place: string }, context: CallContext) =>
        callApi({ method: 'GET', baseUrl: ‹process.env.ARCHIVE ?? ''›, path: path\`/\${place}\` }, context);
    `.finds('The base URL of this request is not a string literal.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      import type { ApiRequest, CallContext } from 'mcp-provider/api';
      import { collect, linkPages } from 'mcp-provider/api';
      import { callApi } from './client.js';

      export const getForecast = async ({ host }: { host: string }, context: CallContext) => {
        const request: ApiRequest = { method: 'GET', baseUrl: ‹\`https://\${host}.weather.dev\`›, path: '/days' };
        return { days: await collect(callApi, request, context, { limit: 9, page: linkPages() }) };
      };
    `.finds('The base URL of this request is not a string literal.'),
    ok`
      // src/providers/weather/api/get-forecast.ts
      import type { ApiRequest, CallContext } from 'mcp-provider/api';
      import { callApi } from './client.js';

      export const getForecast = (request: ApiRequest, context: CallContext) =>
        callApi({ ...request, path: '/days' }, context);
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      import type { CallContext } from 'mcp-provider/api';
      import { callApi } from './client.js';

      const request = (host: string) =>
        ({ method: 'GET', baseUrl: ‹\`https://\${host}.weather.dev\`›, path: '/days' }) as const;
      export const getForecast = ({ place }: { place: string }, context: CallContext) =>
        callApi(request(place), context);
    `.finds('The base URL of this request is not a string literal.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      import type { ApiRequest, CallContext } from 'mcp-provider/api';
      import { callApi } from './client.js';

      export const getForecast = ({ region }: { region?: string }, context: CallContext) => {
        const request: ApiRequest = { method: 'GET', path: '/days' };
        if (region) request.baseUrl = ‹\`https://\${region}.weather.dev\`›;
        return callApi(request, context);
      };
    `.finds('The base URL of this request is not a string literal.'),
  ],
});

/** Base URLs that the code shows, in the request itself or in what a function returns for it. */
function baseUrlsIn(call: Located<CallValue>, code: Code): Located[] {
  const { sinks = {} } = code.runtime({ file: call.file, value: call.value.callee }) ?? {};
  return Object.entries(sinks).flatMap(([path, kind]) => {
    const [position = '', key = ''] = path.split('.');
    const request = kind === 'base-url' ? code.argument(call, position) : undefined;
    if (!request) return [];
    const written = possibleValues(request, code).flatMap(
      (each) => code.object(each)?.properties.filter((property) => property.key === key) ?? [],
    );
    return [...written, ...setLater(request, key, code)];
  });
}

/** `request.baseUrl = …` */
function setLater({ file, value }: Located, key: string, code: Code): Located[] {
  const origin = code.origin({ file, value });
  if (origin.is !== 'declared' || origin.path !== '') return [];
  return (writesIn(origin.file).get(origin.declaration) ?? [])
    .filter(({ keys }) => keys.join('.') === key)
    .map((write) => ({ file: origin.file, value: write.value }));
}
