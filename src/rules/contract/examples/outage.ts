import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Receipts for what was not sent, where the API does not respond. */
export const outageExamples: readonly Example[] = [
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ApiError } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export const getForecast = async ({ key, ...body }: { key: string }, context: CallContext) => {
      try {
        return (await callApi({ method: 'POST', path: '/orders', body }, context)).body;
      } catch (error) {
        if (error instanceof ApiError && error.failure === 'unavailable')
          return ‹{ id: key, status: 'pending' }›;
        throw error;
      }
    };
  `.finds('This function returns an invented result where the request fails.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { ApiError } from 'mcp-provider/api';
    import { callApi } from './client.js';
    import { later } from './later.js';

    export const getForecast = async ({ key, ...body }: { key: string }, context: CallContext) => {
      try {
        return (await callApi({ method: 'POST', path: '/orders', body }, context)).body;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status === 409) return { id: key, status: 'accepted' };
        if (error.failure === 'unavailable' && (await later(key, body))) return { id: key, status: 'queued' };
        throw error;
      }
    };
  `,
];
