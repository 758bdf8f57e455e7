import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/client.ts, changed
    + export const now = () => performance.now();
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { callApi } from './client.js';
    …
    -   const response = await callApi(
    +   const response = await ‹callApi›(
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
      import type { input, output } from '../tools/get-forecast.js';
    + import { callApi } from './client.js';
  `.finds('"callApi" is not imported.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: ‹path›\`/forecast/\${place}\`, query: { days } },
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
      import type { Call } from 'mcp-provider/api';
    + import { path } from 'mcp-provider/api';
  `.finds('"path" is not imported.'),
  bad`
    // src/providers/weather/api/get-chart.ts
    import { content } from 'mcp-provider/api';

    export const getChart = () => content([]);

    // src/providers/weather/api/get-map.ts
    export const getMap = () => ‹content›([]);
  `.fixed`
    // src/providers/weather/api/get-map.ts, changed
    + import { content } from 'mcp-provider/api';
      export const getMap = () => content([]);
  `.finds('"content" is not imported.'),
  bad`
    // src/providers/weather/api/get-map.ts
    import { path } from 'mcp-provider/api';

    export const getMap = () => ‹content›([path\`/map\`]);
  `.fixed`
    // src/providers/weather/api/get-map.ts, changed
    - import { path } from 'mcp-provider/api';
    + import { path, content } from 'mcp-provider/api';
  `.finds('"content" is not imported.'),
  bad`
    // src/providers/weather/api/get-chart.ts
    import { content } from 'mcp-provider/api';

    export const getChart = () => content([]);

    // src/providers/weather/api/get-tide.ts
    import { content } from 'mcp-provider';

    export const getTide = () => content([]);

    // src/providers/weather/api/get-map.ts
    export const getMap = () => ‹content›([]);
  `.finds('"content" is not imported.'),
  bad`
    // src/lib/round.ts
    export const shown = (value: number) => value.toFixed(1);

    // src/lib/words.ts
    export const shown = (value: number) => String(value);

    // src/providers/weather/api/get-chart.ts
    import { shown } from '../../../lib/words.js';

    export const getChart = () => shown(1);

    // src/providers/weather/api/get-map.ts
    export const getMap = () => ‹shown›(1);
  `.fixed`
    // src/providers/weather/api/get-map.ts, changed
    + import { shown } from '../../../lib/words.js';
      export const getMap = () => shown(1);
  `.finds('"shown" is not imported.'),
  bad`
    // src/providers/weather/api/get-tide.ts
    import { type Call, ‹path›, content } from 'mcp-provider';

    export const pathOf = (place: string) => path\`/tides/\${place}\`;
  `.fixed`
    // src/providers/weather/api/get-tide.ts, changed
    - import { type Call, path, content } from 'mcp-provider';
    + import { type Call, content } from 'mcp-provider';
    + import { path } from 'mcp-provider/api';
  `.finds('"mcp-provider" does not export "path".'),
  bad`
    // src/providers/weather/api/get-tide.ts
    import { ‹path as at› } from 'mcp-provider';

    export const pathOf = (place: string) => at\`/tides/\${place}\`;
  `.finds('"mcp-provider" does not export "path".'),
  ok`
    // src/providers/weather/api/get-tide.ts
    import { content, type Call } from 'mcp-provider/api';
    import * as runtime from 'mcp-provider';

    export const getTide = () => runtime.content([content]);
  `,
];
