import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const getForecast = tool({
  name: 'get_forecast',
  title: 'Get forecast',
  description: 'Weather forecast for a place, given by its coordinates.',
  input: z.strictObject({
    latitude: z
      .number()
      .min(-90)
      .max(90)
      .meta({ examples: [52.52], description: 'Latitude in degrees (WGS 84).' }),
    longitude: z
      .number()
      .min(-180)
      .max(180)
      .meta({ examples: [13.41], description: 'Longitude in degrees (WGS 84).' }),
    hourly: z
      .array(z.enum(['temperature_2m', 'precipitation', 'wind_speed_10m', 'cloud_cover']))
      .min(1)
      .default(['temperature_2m'])
      .describe('Values to forecast for each hour.'),
    forecast_days: z.int().min(1).max(16).default(7).describe('Days from today.'),
    timezone: z
      .string()
      .default('auto')
      .describe('Time zone of the response, or "auto" for that of the place.'),
  }),
  output: z.object({
    latitude: z.number(),
    longitude: z.number(),
    timezone: z.string().optional(),
    hourly: z.object({
      time: z.array(z.string()).describe('Local times, one for each hour.'),
      temperature_2m: z.array(z.number().nullable()).optional().describe('Degrees Celsius.'),
      precipitation: z.array(z.number().nullable()).optional().describe('Millimeters.'),
      wind_speed_10m: z.array(z.number().nullable()).optional().describe('Kilometers per hour.'),
      cloud_cover: z.array(z.int().nullable()).optional().describe('Percent.'),
    }),
  }),
  annotations: { readOnlyHint: true },
  run: (query, { api }) => api({ method: 'GET', path: '/forecast', query }),
});
