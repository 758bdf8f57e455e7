import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const getElevation = tool({
  name: 'get_elevation',
  title: 'Get elevation',
  description: 'Height of a place above sea level.',
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
  }),
  output: z.object({
    elevation: z.array(z.number()).describe('Meters.'),
  }),
  annotations: { readOnlyHint: true },
  run: (query, { api }) => api({ method: 'GET', path: '/elevation', query }),
});
