import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** What one caller passes to a tool, and the next caller gets. */
export const keptArguments: readonly Example[] = [
  bad`
    // src/providers/weather/api/last-place.ts
    class LastPlace {
      #place: string | undefined;

      resolve(given: string | undefined): string | undefined {
        ‹this.#place› = given ?? this.#place;
        return this.#place;
      }
    }
    export const lastPlace = new LastPlace();

    // src/providers/weather/api/get-forecast.ts, changed
      import { callApi } from './client.js';
    + import { lastPlace } from './last-place.js';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: path\`/forecast/\${lastPlace.resolve(place)}\`, query: { days } },
  `.finds('Arguments of one caller are stored where all callers find them.'),
  ok`
    // src/providers/weather/api/last-place.ts
    let last = '';
    let isLong = false;
    let calls = 0;
    export function isLongName(place: string): boolean {
      calls += 1;
      if (place === last) return isLong;
      last = place;
      isLong = place.trim().length > 20 && calls > 0;
      return isLong;
    }

    // src/providers/weather/api/get-forecast.ts, changed
      import { callApi } from './client.js';
    + import { isLongName } from './last-place.js';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days, long: isLongName(place) } },
  `,
];
