import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/mcp-instance.ts, changed
    - export const PROVIDER_NAME = 'weather';
    + const NAME = \`weather\` as const;
    + export { NAME as PROVIDER_NAME };
    + const PROVIDER_NAME = NAME;
  `,
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - export const PROVIDER_NAME = 'weather';
    + export const PROVIDER_NAME = ‹"wether"›;
  `.fixed`
    // src/providers/weather/mcp-instance.ts, changed
    - export const PROVIDER_NAME = "wether";
    + export const PROVIDER_NAME = "weather";
  `.finds('PROVIDER_NAME is "wether", but the directory is "weather".'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - export const PROVIDER_NAME = 'weather';
    + export const PROVIDER_NAME = ‹'wea' + 'ther'›;
  `.finds('PROVIDER_NAME is not a string literal.'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - export const PROVIDER_NAME = 'weather';
    + export const ‹PROVIDER_NAME› = process.env.NAME;
  `.finds('PROVIDER_NAME is not a string literal.'),
  bad`
    // src/names.ts
    export const names = { weather: 'weather', alerts: 'alerts' } as const;

    // src/providers/weather/mcp-instance.ts, changed
    + import { names } from '../../names.js';
    - export const PROVIDER_NAME = 'weather';
    + export const ‹PROVIDER_NAME› = names.alerts;
  `
    .related('src/names.ts:1:52 The value is here.')
    .finds('PROVIDER_NAME is "alerts", but the directory is "weather".'),
];
