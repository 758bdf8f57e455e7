import type { Code, Located, Step } from '../../model/code.js';
import { sendsRequest } from '../../flow/sinks/network.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { wayTo } from './arguments/way.js';
import { externalName } from '../../flow/values/external-name.js';
import { filledAddresses } from './addresses/filled.js';
import { rawParts } from './addresses/raw-parts.js';
import { freeHosts } from './addresses/free-host.js';
import { isTested } from './addresses/tested.js';

const LONGEST_SHOWN = 40;

export default defineRule({
  severity: 'error',
  summary: 'Arguments are encoded before they become part of a URL.',
  why: 'With "../" or "?" in an argument, the model can call other endpoints of the API with the same credentials.',
  source: {
    text: 'RFC 3986, section 2.4; CVE-2026-27735.',
    url: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.4',
  },
  securitySeverity: 6.5,
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    for (const { flow } of argumentFlows(provider)) {
      const raw = flow.steps.flatMap((step) => {
        const { file, value: call } = step.call;
        const parts = call.arguments.flatMap((value) => rawParts({ file, value }, flow));
        return parts.length > 0 && takesAddress(step, code) ? parts : [];
      });
      const found = raw.length > 0 ? raw : filledAddresses(flow);
      const hosts = found.length > 0 ? freeHosts(flow) : [];
      for (const part of found) {
        if (isTested(part, flow) || hosts.some((host) => overlaps(host, part))) continue;
        report({
          at: part.file.at(part.value),
          ...wayTo(part.file.at(part.value), flow),
          message: `${wordsFor(part)} becomes part of a URL without encoding.`,
          hint: 'Write the path as path`/rooms/${id}` with `path` of "mcp-provider/api", or use `encodeURIComponent`.',
          provider: provider.name,
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        export async function getForecast({ place }: { place: string }) {
          const body = JSON.stringify({ text: \`/remind \${place}\` });
          return fetch('https://api.weather.dev/v1', { method: 'POST', body });
        }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
        +     { method: 'GET', path: \`/forecast/\${encodeURIComponent(place)}\`, query: { days } },
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
        +     { method: 'GET', path: \`/forecast/\${‹place›}\`, query: { days } },
      `,
      finds: ['"place" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
        +     { method: 'GET', path: '/forecast?place=' + ‹place.trim()›, query: { days } },
      `,
      finds: ['"place.trim()" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
        +     { method: 'GET', path: ['/forecast', ‹place›].join('/'), query: { days } },
      `,
      finds: ['"place" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        export async function getForecast({ place }: { place: string }) {
          const url = \`https://api.weather.dev/v1/\${‹place›}/today\`;
          return fetch(url);
        }
      `,
      finds: ['"place" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:1:35 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        const way = (place: string) => \`https://api.weather.dev/v1/\${‹place›}\`;

        export const getForecast = ({ place }: { place: string }) => fetch(way(place));
      `,
      finds: ['"place" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/place.ts
        export class Place {
          constructor(private readonly name: string) {}

          get url() {
            return \`https://api.weather.dev/v1/\${this.name}\`;
          }
        }

        // src/providers/weather/api/get-forecast.ts
        import { Place } from './place.js';

        export const getForecast = ({ place }: { place: string }) => fetch(new Place(‹place›).url);
      `,
      finds: ['"place" becomes part of a URL without encoding.'],
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        const way = (place: string) => \`https://api.weather.dev/v1/\${encodeURIComponent(place)}\`;

        export const getForecast = ({ place }: { place: string }) => fetch(way(place));
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        export function getForecast({ place }: { place: string }) {
          let url = 'https://api.weather.dev/v1/';
          url += ‹place›;
          return fetch(url);
        }
      `,
      finds: ['"place" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:1:29 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
        +     Object.assign({ method: 'GET' }, { path: \`/forecast/\${‹place›}\`, query: { days } }),
      `,
      finds: ['"place" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        const load = (name: string) => fetch(\`https://api.weather.dev/\${‹name›}\`);

        export const getForecast = ({ place }: { place: string }) =>
          Promise.all(place.split(',').map(load));
      `,
      finds: ['"name" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/address.ts
        export class Address {
          readonly #parts: string[] = [];
          static of(part: string) {
            return new Address().add(part);
          }
          add(part: string) {
            this.#parts.push(part);
            return this;
          }
          toString() {
            return \`https://api.weather.dev/v1/\${‹this.#parts.join('/')›}\`;
          }
        }

        // src/providers/weather/api/get-forecast.ts
        import { Address } from './address.js';

        export const getForecast = ({ place }: { place: string }) =>
          fetch(Address.of('places').add(place).toString());
      `,
      finds: ['"this.#parts.join(\'/\')" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        const addresses = new Map([
          ['place', (place: string) => \`https://api.weather.dev/v1/\${‹place›}\`],
          ['list', () => 'https://api.weather.dev/v1'],
        ]);

        export const getForecast = ({ place }: { place: string }) => fetch(addresses.get('place')!(place));
      `,
      finds: ['"place" becomes part of a URL without encoding.'],
      related: [
        'src/providers/weather/api/get-forecast.ts:6:29 The arguments of the tool enter here.',
      ],
    },
  ],
});

const overlaps = (one: Located, other: Located) =>
  one.file === other.file && one.value.start < other.value.end && other.value.start < one.value.end;

const wordsFor = ({ file, value: { start, end } }: Located) =>
  end - start <= LONGEST_SHOWN ? `"${file.text.slice(start, end)}"` : 'This argument';

/** A request, an address, or a function of the project that sends requests, at any depth. */
function takesAddress({ call: { file, value }, target }: Step, code: Code): boolean {
  const name = externalName(code, { file, value: value.callee });
  return sendsRequest(target, code) || /^(#|node:url#)URL$/.test(name ?? '');
}
