import type { Example } from '../../../../model/rule.js';
import { bad, ok } from '../../../example.js';
import { SERVER } from './valid-server.js';

export const argumentsExamples: readonly Example[] = [
  ok`
    // server.json
    {
      ${SERVER},
      "packages": [
        {
          "registryType": "npm",
          "identifier": "weather-mcp",
          "version": "0.1.0",
          "transport": {
            "type": "stdio"
          },
          "environmentVariables": [
            {
              "name": "WEATHER_TOKEN",
              "isRequired": true,
              "isSecret": true
            }
          ]
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `,
  bad`
    // server.json
    {
      ${SERVER},
      "packages": [
        {
          "registryType": "npm",
          "identifier": "weather-mcp",
          "version": "0.1.0",
          "transport": {
            "type": "stdio"
          },
          "environmentVariables": [
            {
              "name": ‹"WEATHER_TOKEN="›,
              ‹"is_secret"›: true
            }
          ]
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `.finds(
    '"WEATHER_TOKEN=" is not a valid name of an environment variable.',
    'Unknown key "is_secret".',
  ),
  bad`
    // server.json
    {
      ${SERVER},
      "packages": [
        {
          "registryType": "npm",
          "identifier": "weather-mcp",
          "version": "0.1.0",
          "transport": {
            "type": "stdio"
          },
          "packageArguments": [
            {
              "type": "named",
              "name": ‹"--provider=weather <key>"›
            }
          ]
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `.finds('"--provider=weather <key>" is not a single option name.'),
];
