import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: 'Weather \u{1F469}\u200D\u{1F680} \u2600\uFE0F \u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645',
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: ‹'The weather.\u{E0041}\u{E0042}'›,
  `.finds('This text contains the invisible character U+E0041 and 1 more.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +   ‹days›: z.int().min(1).max(7).default(3).describe('How many\u202e days.'),
  `.finds('This text contains the invisible character U+202E.'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    -   instructions: 'Forecasts for any place.',
    +   instructions: ‹'Forecasts\u200B for any place.'›,
  `.finds('This text contains the invisible character U+200B.'),
  bad`
    // provider-config.yaml, changed
    -     description: Forecasts for any place.
    +     description: ‹"Forecasts for any \u2060place."›
  `.finds('This text contains the invisible character U+2060.'),
  bad`
    // src/providers/weather/remote.json
    {
      "tools": [
        { "name": "get_alerts", "description": ‹"Storms.\udb40\udc41"› }
      ]
    }
  `.finds('This text contains the invisible character U+E0041.'),
];
