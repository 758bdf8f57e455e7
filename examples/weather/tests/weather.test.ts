import { noSignIn, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const forecast = {
  latitude: 1,
  longitude: 2,
  timezone: 'Timezone',
  hourly: {
    time: ['Time'],
    temperature_2m: [3],
    precipitation: [4],
    wind_speed_10m: [5],
    cloud_cover: [6],
  },
};

testProvider(providers, 'weather', {
  signIn: noSignIn,
  baseUrl: 'https://api.open-meteo.com/v1',
  tools: {
    get_forecast: [
      {
        arguments: {
          latitude: 1,
          longitude: 2,
          hourly: ['wind_speed_10m', 'cloud_cover'],
          forecast_days: 8,
          timezone: 'timezone',
        },
        invalid: { latitude: 'wrong' },
        request: {
          method: 'GET',
          path: '/forecast',
          query: {
            latitude: '1',
            longitude: '2',
            hourly: ['wind_speed_10m', 'cloud_cover'],
            forecast_days: '8',
            timezone: 'timezone',
          },
        },
        response: forecast,
      },
      {
        arguments: { latitude: 1, longitude: 2 },
        request: {
          method: 'GET',
          path: '/forecast',
          query: {
            latitude: '1',
            longitude: '2',
            hourly: 'temperature_2m',
            forecast_days: '7',
            timezone: 'auto',
          },
        },
        response: forecast,
      },
    ],
    get_elevation: {
      arguments: { latitude: 1, longitude: 2 },
      invalid: { latitude: 'wrong' },
      request: { method: 'GET', path: '/elevation', query: { latitude: '1', longitude: '2' } },
      response: { elevation: [1] },
    },
  },
});
