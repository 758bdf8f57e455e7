import { perUser } from 'mcp-provider';
import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/add-measurement.js';

/** In memory, for each user: nobody gets the measurements of another. */
const measurements = perUser(() => ({ count: 0, sum: 0 }));

export const addMeasurement: Call<typeof input, typeof output> = async ({ celsius }, context) => {
  const own = measurements(context);
  own.count += 1;
  own.sum += celsius;
  return { count: own.count, mean: own.sum / own.count };
};
