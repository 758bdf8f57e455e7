import { bad } from '../example.js';

const TAB = '\t';

export default [
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const getForecastTool = tool({
    + export const getForecastTool = tool(({
    …
        run: getForecast,
      })‹;›
  `.finds('Syntax error: Unexpected token, expected ",".'),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    + ‹ ›  auth: api-key
  `.fixed`
    // provider-config.yaml, changed
    -    auth: api-key
    +     auth: api-key
  `.finds('Syntax error: All mapping items must start at the same column.'),
  bad`
    // provider-config.yaml, changed
          base_url: https://api.weather.dev/v1
    +     ‹name›: Weather
  `.fixed`
    // provider-config.yaml, changed
          base_url: https://api.weather.dev/v1
    -     name: Weather
  `.finds('Syntax error: The key "name" appears twice.'),
  bad`
    // provider-config.yaml, changed
          auth: bearer
    +     ‹auth›: basic
  `.finds('Syntax error: The key "auth" appears twice.'),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    + ‹${TAB}›auth: bearer
  `.fixed`
    // provider-config.yaml, changed
    - ${TAB}auth: bearer
    +     auth: bearer
  `.finds('Syntax error: Tabs are not allowed as indentation.'),
  bad`
    // package.json, changed
    -   "private": true,
    +   "private": true
        ‹"›type": "module",
  `.fixed`
    // package.json, changed
    -   "private": true
    +   "private": true,
  `.finds('Syntax error: Unexpected token, expected ",".'),
  bad`
    // package.json, changed
    -     "vitest": "4.1.12"
    +     "vitest": "4.1.12",
        ‹}›
  `.fixed`
    // package.json, changed
    -     "vitest": "4.1.12",
    +     "vitest": "4.1.12"
  `.finds('Syntax error: Not JSON: Expected double-quoted property name.'),
  bad`
    // provider-config.yaml, changed
    + ‹<<<<<<< HEAD›
          port: 8710
    + =======
    +     port: 8720
    + >>>>>>> ports
  `.finds('Syntax error: The file contains an unresolved merge conflict.'),
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    +     ‹// As the runtime has it.›
    +     "zod": "4.6.7",
    +   },
    +   "config": {
    +     "shown": "[a,] // b"
  `.fixed`
    // package.json, changed
      {
    +   "//": "As the runtime has it.",
    …
    -     // As the runtime has it.
    -     "zod": "4.6.7",
    +     "zod": "4.6.7"
  `.finds('Syntax error: JSON has no comments.'),
  bad`
    // src/providers/weather/index.ts, changed
    + ‹<<<<<<< HEAD›
      import './tools/get-forecast.js';
    + =======
    + import './tools/get-tide.js';
    + >>>>>>> tides
  `.fixed`
    // src/providers/weather/index.ts, changed
    - <<<<<<< HEAD
      import './tools/get-forecast.js';
    - =======
      import './tools/get-tide.js';
    - >>>>>>> tides
  `.finds('Syntax error: The file contains an unresolved merge conflict.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
      import { tool } from '../mcp-instance.js';
    + import { ‹t›ool } from '../mcp-instance.js';
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
      import { tool } from '../mcp-instance.js';
    - import { tool } from '../mcp-instance.js';
  `.finds("Syntax error: Identifier 'tool' has already been declared."),
];
