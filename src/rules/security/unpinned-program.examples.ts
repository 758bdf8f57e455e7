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
    +     server: npx -y @acme/weather-mcp --units metric
  `,
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     server: node servers/weather.js --model latest
  `,
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     server: uv run --directory servers --with mcp mcp@latest run weather.py
  `,
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹npx -y @acme/weather-mcp@latest›
  `.finds('"@acme/weather-mcp@latest" has no fixed version.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹cmd /c npx --yes --package=weather-mcp@next weather --units metric›
  `.finds('"weather-mcp@next" has no fixed version.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹pnpm dlx weather-mcp@^2›
  `.finds('"weather-mcp@^2" has no fixed version.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹uv tool run --from git+https://github.com/acme/weather@main weather-mcp›
  `.finds('"git+https://github.com/acme/weather@main" has no fixed version.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     server: ‹docker run -i --rm -e WEATHER_KEY localhost:5000/acme/weather:latest›
  `.finds('"localhost:5000/acme/weather:latest" has no fixed version.'),
];
