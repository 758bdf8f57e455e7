import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/unauthenticated-call": requests that another program sends. */
export const requestProgramExamples: readonly Example[] = [
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';
    import { promisify } from 'node:util';
    import type { Call } from 'mcp-provider/api';

    const run = promisify(execFile);

    export const getForecast: Call = async () => {
      const { stdout } = await ‹run›('curl', ['https://api.example.com/forecast']);
      return JSON.parse(stdout);
    };
  `.finds('This request is sent without credentials from getCredentials().'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';
    import { promisify } from 'node:util';
    import type { Call } from 'mcp-provider/api';
    import { callApi } from './client.js';

    const run = promisify(execFile);

    export const getForecast: Call = async (query, context) => {
      const { stdout } = await run('gdalinfo', ['--version']);
      const response = await callApi({ method: 'GET', path: '/forecast', query }, context);
      return { ...response.body, gdal: stdout };
    };
  `,
];
