import type { Code, Located, Step } from '../../model/code.js';
import { sinkArguments } from '../../flow/sinks/arguments.js';
import { requestAddress } from '../../flow/sinks/network.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { freeHost } from './addresses/free-host.js';
import { placeOf } from './arguments/place.js';
import { wayTo } from './arguments/way.js';
import { startsTainted, isTainted } from '../../flow/taint.js';

/** Parts of an address, or of the options of a request, that say where it goes. */
const WHERE = /^(url|uri|href|host|hostname|baseURL|prefixUrl)$/;

export default defineRule({
  severity: 'error',
  summary: 'Arguments of tools do not choose the host of requests or of pages that users open.',
  why: 'The server can reach internal machines and metadata services that callers cannot.',
  source: {
    text: 'CWE-918, Server-Side Request Forgery; MCP security best practices, SSRF.',
    url: 'https://cwe.mitre.org/data/definitions/918.html',
  },
  securitySeverity: 8.6,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      for (const step of flow.steps) {
        const at = placeOf(step);
        const way = () => wayTo(at, flow, step.chain);
        if (freePage(step, flow) && !comparesHost(flow)) {
          report({
            at,
            message: 'An argument of the tool sets the URL of a page that the user opens.',
            hint: 'Use a fixed base URL, and put encoded arguments into its path or query only.',
            ...way(),
          });
        }
        if (!isFreeRequest(step, flow) || comparesHost(flow)) continue;
        report({
          at,
          message: 'An argument of the tool sets the URL of this request.',
          hint: 'Use a fixed base URL, or compare the host with a list of allowed hosts before the request.',
          ...way(),
        });
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/get-forecast.ts
      const HOST = process.env.WEATHER_HOST;

      export const getForecast = ({ place }: { place: string }) =>
        fetch(\`https://\${HOST}/\${encodeURIComponent(place)}\`);
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      export const getForecast = ({ place }: { place: string }) =>
        ‹fetch(\`https://\${place}.weather.dev/today\`)›;
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:1:29 The arguments of the tool enter here.',
      )
      .finds('An argument of the tool sets the URL of this request.'),
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   run: getForecast,
      +   run: ({ place }) => fetch(\`https://api.weather.dev/\${encodeURIComponent(place)}\`),
    `,
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   run: getForecast,
      +   async run({ place }) {
      +     const url = new URL(place);
      +     if (url.host !== 'api.weather.dev') throw new Error('Not ours.');
      +     return fetch(url);
      +   },
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      import axios from 'axios';

      export const getForecast = ({ place: base }: { place: string }) =>
        ‹axios.create({ baseURL: base })›.get('/today');
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.',
      )
      .finds('An argument of the tool sets the URL of this request.'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   run: getForecast,
      +   run: ({ place }) => ‹fetch(place)›,
    `.finds('An argument of the tool sets the URL of this request.'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   run: getForecast,
      +   run: (args) => ‹fetch(new URL(\`\${args.place}/today\`))›,
    `.finds('An argument of the tool sets the URL of this request.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      export async function getForecast({ place: address }: { place: string }) {
        const target = address.trim();
        return ‹fetch(target)›;
      }
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:1:35 The arguments of the tool enter here.',
      )
      .finds('An argument of the tool sets the URL of this request.'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   run: getForecast,
      +   run: ({ place }) => {
      +     const url = new URL('https://api.weather.dev');
      +     url.hostname = place;
      +     return ‹fetch(url)›;
      +   },
    `
      .related(
        'src/providers/weather/tools/get-forecast.ts:19:9 The arguments of the tool enter here.',
      )
      .finds('An argument of the tool sets the URL of this request.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      const addressOf = (base: string) => ({ url: \`\${base}/today\`, method: 'GET' });

      export const getForecast = ({ place: base }: { place: string }) => ‹fetch(addressOf(base).url)›;
    `.finds('An argument of the tool sets the URL of this request.'),
    ok`
      // src/providers/weather/api/get-forecast.ts
      const BASES = new Map([['north', 'https://north.weather.dev']]);
      const baseOf = (place: string) => BASES.get(place) ?? 'https://api.weather.dev';

      export const getForecast = ({ place }: { place: string }) => fetch(baseOf(place));
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      import axios from 'axios';

      const client = (region: string) =>
        ‹axios.create({ baseURL: \`https://\${region}.weather.dev\` })›;

      export const getForecast = ({ place }: { place: string }) => client(place).get('/today');
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:6:29 The arguments of the tool enter here.',
        'src/providers/weather/api/get-forecast.ts:6:62 The argument is passed on here.',
      )
      .finds('An argument of the tool sets the URL of this request.'),
    bad`
      // src/providers/weather/api/get-forecast.ts
      class Hook {
        readonly #url: string;
        constructor(url: string) {
          this.#url = url;
        }
        call = () => ‹fetch(this.#url)›;
      }

      export function getForecast({ place }: { place: string }) {
        const hooks = (place.match(/\\S+/g) ?? []).map((url) => new Hook(url));
        for (const hook of hooks) hook.call();
      }
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:9:29 The arguments of the tool enter here.',
        'src/providers/weather/api/get-forecast.ts:11:29 The argument is passed on here.',
      )
      .finds('An argument of the tool sets the URL of this request.'),
  ],
});

function isFreeRequest(step: Step, flow: ArgumentFlow): boolean {
  const address = requestAddress(step, flow.code);
  if (!address) return false;
  const ways = flow.taint(address);
  return (
    startsTainted(ways) ||
    ways.some(([key = '', ...rest]) => WHERE.test(key) && rest.length === 0) ||
    [address, ...placesIn(address, flow.code)].some((each) => freeHost(each, flow) !== undefined)
  );
}

/** `{ baseURL: … }` */
const placesIn = (options: Located, code: Code): readonly Located[] =>
  code.object(options)?.properties.filter(({ key }) => WHERE.test(key)) ?? [];

/** The client opens an address from an argument. */
const freePage = ({ call }: Step, flow: ArgumentFlow): boolean =>
  sinkArguments(call, 'address', flow.code).some((address) => startsTainted(flow.taint(address)));

/** Code checks the host of an address from the arguments. */
const comparesHost = (flow: ArgumentFlow): boolean =>
  flow.functions.some(({ file, function: { start, end } }) =>
    file.facts.members.some(
      (member) =>
        /^(host|hostname|origin)$/.test(member.name) &&
        member.start >= start &&
        member.end <= end &&
        isTainted(flow.taint({ file, value: member.object })),
    ),
  );
