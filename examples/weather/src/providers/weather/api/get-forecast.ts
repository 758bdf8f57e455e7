import type { CallContext } from '../../../core/define.js';
import { callApi } from './client.js';

export type GetForecastArgs = {
  latitude: number;
  longitude: number;
  hourly: ('temperature_2m' | 'precipitation' | 'wind_speed_10m' | 'cloud_cover')[];
  forecast_days: number;
  timezone: string;
};

export async function getForecast(query: GetForecastArgs, context: CallContext): Promise<unknown> {
  const answer = await callApi({ method: 'GET', path: '/forecast', query }, context);
  return answer.body;
}
