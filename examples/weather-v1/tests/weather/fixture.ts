import type { ProviderFixture } from '../support/fixture.js';

export const fixture: ProviderFixture = {
  provider: 'weather',
  prefix: 'WEATHER',
  cases: [
    {
      tool: 'get_forecast',
      args: {
        latitude: 1,
        longitude: 1,
        hourly: ['temperature_2m'],
        forecast_days: 7,
        timezone: 'auto',
      },
      invalid: {
        latitude: 'wrong',
        longitude: 1,
        hourly: ['temperature_2m'],
        forecast_days: 7,
        timezone: 'auto',
      },
      request: {
        method: 'GET',
        path: '/forecast',
        query: {
          latitude: '1',
          longitude: '1',
          hourly: 'temperature_2m',
          forecast_days: '7',
          timezone: 'auto',
        },
      },
      answer: {
        latitude: 1,
        longitude: 1,
        timezone: 'timezone',
        hourly: {
          time: ['time'],
          temperature_2m: [1],
          precipitation: [1],
          wind_speed_10m: [1],
          cloud_cover: [1],
        },
      },
      result: {
        latitude: 1,
        longitude: 1,
        timezone: 'timezone',
        hourly: {
          time: ['time'],
          temperature_2m: [1],
          precipitation: [1],
          wind_speed_10m: [1],
          cloud_cover: [1],
        },
      },
    },
    {
      tool: 'get_elevation',
      args: { latitude: 1, longitude: 1 },
      invalid: { latitude: 'wrong', longitude: 1 },
      request: { method: 'GET', path: '/elevation', query: { latitude: '1', longitude: '1' } },
      answer: { elevation: [1] },
      result: { elevation: [1] },
    },
  ],
};
