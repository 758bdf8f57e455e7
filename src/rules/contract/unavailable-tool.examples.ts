import { bad } from '../example.js';

export default [
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        run: getForecast,
    +   unavailable: ‹'Acme removed this operation.'›,
  `.finds('The tool "get_forecast" is unavailable: Acme removed this operation.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        run: getForecast,
    +   unavailable: ‹process.env.OUTAGE›,
  `.finds('Cannot determine whether the tool is available.'),
];
