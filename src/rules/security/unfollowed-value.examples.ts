import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/large.ts
    export let v0: unknown = process.env.WEATHER_TOKEN;
    export const v1 = v0, v2 = v1, v3 = v2, v4 = v3, v5 = v4, v6 = v5, v7 = v6, v8 = v7, v9 = v8;
    v0 = v9;
  `,
  bad`
    // src/providers/weather/api/large.ts
    export const wrap = (x: unknown): unknown =>
      wrap({ a: x }) ?? wrap({ b: x }) ?? wrap({ c: x }) ?? wrap({ d: x }) ?? wrap({ e: x }) ??
      wrap({ f: x }) ?? wrap({ g: x }) ?? wrap({ h: x }) ?? wrap({ i: x }) ?? ‹wrap({ j: x })› ?? x;
    console.error(wrap(process.env.WEATHER_TOKEN));
  `.finds('Cannot determine what this value holds: it depends on too many others.'),
];
