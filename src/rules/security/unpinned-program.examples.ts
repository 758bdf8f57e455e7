import { bad, ok } from '../example.js';

export default [
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     server: npx -y @acme/weather-mcp@2.1.0 --units metric
  `,
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     server: uvx --python 3.13 weather-mcp==1.4.0
  `,
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     server: docker run -i --rm -e WEATHER_KEY ghcr.io/acme/weather:1.4.0 --units metric
  `,
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     server: npx weather-mcp

    // package.json, changed
    +     "weather-mcp": "2.1.0",
          "zod": "4.6.7"
  `,
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     server: node servers/weather.js --model latest
  `,
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹npx -y @acme/weather-mcp@latest›
  `.finds('"@acme/weather-mcp@latest" has no fixed version.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹cmd /c npx --yes --package=weather-mcp weather --units metric›
  `.finds('"weather-mcp" has no fixed version.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹pnpm dlx weather-mcp@^2›
  `.finds('"weather-mcp@^2" has no fixed version.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹uvx --from git+https://github.com/acme/weather weather-mcp›
  `.finds('"git+https://github.com/acme/weather" has no fixed version.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹docker run -i --rm -e WEATHER_KEY localhost:5000/acme/weather:latest›
  `.finds('"localhost:5000/acme/weather:latest" has no fixed version.'),
];
