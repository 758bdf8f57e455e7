import { bad, ok } from '../example.js';

export default [
  ok`
    // tests/weather.test.ts, deleted

    // src/providers/weather/tools/get-forecast.test.ts
    import './get-forecast.js';
  `,
  ok`
    // tests/weather.test.ts, deleted

    // tests/all.test.ts
    call('get_forecast');
  `,
  bad`
    // tests/weather.test.ts, deleted

    // src/providers/weather/tools/get-forecast.ts, unchanged
      name: ‹'get_forecast'›,
  `.finds('No test contains the tool name "get_forecast".'),
  bad`
    // tests/weather.test.ts, changed
    -     get_forecast: {
    +     get_forecasts: {

    // src/providers/weather/tools/get-forecast.ts, unchanged
      name: ‹'get_forecast'›,
  `.finds('No test contains the tool name "get_forecast".'),
  // What the function sends can be read.
  bad`
    // src/providers/weather/tools/set-tide.ts
    import * as z from 'zod';
    import { setTide } from '../api/set-tide.js';
    import { tool } from '../mcp-instance.js';

    export const input = z.object({
      coast: z.string().describe('Name of a coast.'),
      meters: z.number().describe('Height.'),
    });

    export const setTideTool = tool({
      name: ‹'set_tide'›,
      description: 'Set the height of the tide.',
      input,
      output: z.object({ tide: z.object({ meters: z.number() }) }),
      run: setTide,
    });

    // src/providers/weather/api/set-tide.ts
    import type { Call } from 'mcp-provider/api';
    import { path } from 'mcp-provider/api';
    import type { input } from '../tools/set-tide.js';
    import { callApi } from './client.js';

    export const setTide: Call<typeof input> = async ({ coast, ...tide }, context) => {
      const response = await callApi(
        { method: 'PUT', path: path\`/coasts/\${coast}\`, query: { dry: false }, body: { ...tide, of: 'low' } },
        context,
      );
      return { tide: response.body };
    };

    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import './tools/set-tide.js';
  `.fixed`
    // tests/weather.test.ts, changed
    -     },
    -   },
    - });
    +     },
    +     set_tide: {
    +       arguments: { coast: 'a/b coast', meters: 1 },
    +       invalid: { coast: 42 },
    +       request: {
    +         method: 'PUT',
    +         path: '/coasts/a%2Fb%20coast',
    +         query: { dry: 'false' },
    +         body: { of: 'low', meters: 1 },
    +       },
    +       response: { meters: 1 },
    +       result: { tide: { meters: 1 } },
    +     },
    +   },
    + });
  `.finds('No test contains the tool name "set_tide".'),
  // The code changes what it sends.
  bad`
    // src/providers/weather/tools/set-tide.ts
    import * as z from 'zod';
    import { setTide } from '../api/set-tide.js';
    import { tool } from '../mcp-instance.js';

    const input = z.object({ meters: z.number() });
    export const setTideTool = tool({ name: ‹'set_tide'›, description: 'Set it.', input, run: setTide });

    // src/providers/weather/api/set-tide.ts
    import type { CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export async function setTide({ meters }: { meters: number }, context: CallContext) {
      meters *= 100;
      return (await callApi({ method: 'PUT', path: '/tide', body: { meters } }, context)).body;
    }

    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import './tools/set-tide.js';
  `.finds('No test contains the tool name "set_tide".'),
  // The comma is a part of a comment.
  bad`
    // src/providers/weather/tools/set-tide.ts
    import * as z from 'zod';
    import { setTide } from '../api/set-tide.js';
    import { tool } from '../mcp-instance.js';

    const input = z.object({ meters: z.number() });
    export const setTideTool = tool({ name: ‹'set_tide'›, description: 'Set it.', input, run: setTide });

    // src/providers/weather/api/set-tide.ts
    import type { CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export async function setTide({ meters }: { meters: number }, context: CallContext) {
      return (await callApi({ method: 'PUT', path: '/tide', body: { meters } }, context)).body;
    }

    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import './tools/set-tide.js';

    // tests/weather.test.ts, changed
    -     },
    -   },
    +     } // The last one,
    +   },
  `.finds('No test contains the tool name "set_tide".'),
  bad`
    // src/providers/weather/tools/get-tide.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    export const getTideTool = tool({
      name: ‹'get_tide'›,
      description: 'Height of the tide.',
      input: z.object({}),
      run: () => Promise.resolve('High.'),
    });

    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import './tools/get-tide.js';
  `.finds('No test contains the tool name "get_tide".'),
];
