import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    - import type { input, output } from '../tools/get-forecast.js';
    + import { type input, type output } from '../tools/get-forecast.js';
    + export { type input } from '../tools/get-forecast.js';
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
      import { callApi } from './client.js';
    + import type { auth } from './auth.js';
    + export type Auth = typeof auth;
    + export type { auth };
    + export const first = (auth: string) => auth;
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import * as z from 'zod';
    + import type ‹* as z› from 'zod';
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import type * as z from 'zod';
    + import * as z from 'zod';
  `.finds('The code uses "z", which is imported as a type.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    - import { auth, getCredentials } from './auth.js';
    + import type { ‹auth›, Session, ‹getCredentials› } from './auth.js';
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    - import type { auth, Session, getCredentials } from './auth.js';
    + import { auth, type Session, getCredentials } from './auth.js';
  `.finds(
    'The code uses "auth", which is imported as a type.',
    'The code uses "getCredentials", which is imported as a type.',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { getForecast } from '../api/get-forecast.js';
    + import { type Forecast, ‹type getForecast› } from '../api/get-forecast.js';
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { type Forecast, type getForecast } from '../api/get-forecast.js';
    + import { type Forecast, getForecast } from '../api/get-forecast.js';
  `.finds('The code uses "getForecast", which is imported as a type.'),
];
