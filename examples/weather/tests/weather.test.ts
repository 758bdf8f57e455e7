import { noSignIn, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const forecast = {
  latitude: 52.52,
  longitude: 13.41,
  timezone: 'Europe/Berlin',
  hourly: {
    time: ['2026-01-01T09:30'],
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
          latitude: 52.52,
          longitude: 13.41,
          hourly: ['temperature_2m', 'precipitation', 'wind_speed_10m', 'cloud_cover'],
          forecast_days: 8,
          timezone: 'Europe/Berlin',
        },
        request: {
          method: 'GET',
          path: '/forecast',
          query: {
            latitude: '52.52',
            longitude: '13.41',
            hourly: ['temperature_2m', 'precipitation', 'wind_speed_10m', 'cloud_cover'],
            forecast_days: '8',
            timezone: 'Europe/Berlin',
          },
        },
        response: forecast,
      },
      {
        arguments: { latitude: 52.52, longitude: 13.41 },
        request: {
          method: 'GET',
          path: '/forecast',
          query: {
            latitude: '52.52',
            longitude: '13.41',
            hourly: 'temperature_2m',
            forecast_days: '7',
            timezone: 'auto',
          },
        },
        response: forecast,
      },
    ],
    get_elevation: {
      arguments: { latitude: 52.52, longitude: 13.41 },
      request: {
        method: 'GET',
        path: '/elevation',
        query: { latitude: '52.52', longitude: '13.41' },
      },
      response: { elevation: [1] },
    },
  },
});
