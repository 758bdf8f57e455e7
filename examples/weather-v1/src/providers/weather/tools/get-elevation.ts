import * as z from 'zod';
import { getElevation } from '../api/get-elevation.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  latitude: z.number().min(-90).max(90).describe('Latitude in degrees (WGS 84).'),
  longitude: z.number().min(-180).max(180).describe('Longitude in degrees (WGS 84).'),
});

export const output = z.object({
  elevation: z.array(z.number()).describe('Meters.'),
});

export const getElevationTool = tool({
  name: 'get_elevation',
  title: 'Get elevation',
  description: 'Height of a place above sea level.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getElevation,
});
