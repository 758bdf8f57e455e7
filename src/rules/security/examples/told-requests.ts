import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** What errors of HTTP clients say about their request, in messages and results. */
export const toldRequests: readonly Example[] = [
  bad`
    // src/providers/weather/api/get-forecast.ts
    import got, { RequestError } from 'got';
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      try {
        return await got('https://api.weather.dev/v1').json();
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        throw new ToolError(\`Failed: \${JSON.stringify(‹error.options›)}\`);
      }
    }

    export async function check(path: string) {
      try {
        return await got(path).json();
      } catch (error) {
        const { options } = error as RequestError;
        throw new Error(\`Failed: \${JSON.stringify(‹options.headers›)}\`);
      }
    }
  `.finds('This message contains credentials.', 'This message contains credentials.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import axios, { AxiosError } from 'axios';

    export async function getForecast() {
      try {
        return await axios.get('https://api.weather.dev/v1');
      } catch (error) {
        const failed = error as AxiosError;
        return { failed: failed.message, details: ‹failed.config› };
      }
    }
  `.finds('The result of this tool contains credentials or the environment.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import axios, { AxiosError } from 'axios';

    export async function getForecast() {
      try {
        return await axios.get('https://api.weather.dev/v1');
      } catch (error) {
        const { config, response, message } = error as AxiosError;
        if (config && response?.status === 503) return axios.request(config);
        throw new Error(\`\${config?.method} \${config?.url}: \${message} \${response?.status}\`);
      }
    }
  `,
];
