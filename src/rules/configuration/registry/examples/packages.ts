import type { Example } from '../../../../model/rule.js';
import { bad, ok } from '../../../example.js';
import { SERVER } from './valid-server.js';

export const packagesExamples: readonly Example[] = [
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
          }
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
        { "registryType": "npm", "identifier": "weather-mcp", "version": "0.1.0", "transport": { "type": "stdio" } }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "private": ‹true›,
    +   "mcpName": "io.github.acme/weather",
  `.finds('The package is private, so npm does not publish it.'),
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
          "registryBaseUrl": "https://registry.npmjs.org"
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
          "registryBaseUrl": ‹"https://npm.pkg.github.com"›
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `.finds('"registryBaseUrl" is not the public registry of "npm".'),
  bad`
    // server.json
    {
      ${SERVER},
      "packages": [
        {
          "registryType": ‹"NPM"›,
          "identifier": "weather-mcp",
          "version": "0.1.0",
          "transport": {
            "type": "stdio"
          }
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `.finds('The package type "NPM" is not supported.'),
  bad`
    // server.json
    {
      ${SERVER},
      "packages": ‹{
        "registryType": "npm",
        "identifier": "weather-mcp",
        "version": "0.1.0",
        "transport": {
          "type": "stdio"
        }
      }›
    }
  `.finds('"packages" is not an array.'),
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
          ‹"runtime_hint"›: "npx"
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `.finds('Unknown key "runtime_hint".'),
  bad`
    // server.json
    {
      ${SERVER},
      "packages": [
        {
          "registryType": "npm",
          "identifier": "weather-mcp",
          "version": ‹"latest"›,
          "transport": {
            "type": "stdio"
          }
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `.finds('"latest" is not an exact version.'),
  bad`
    // server.json
    {
      ${SERVER},
      "packages": [
        {
          "registryType": "npm",
          "identifier": ‹"forecast-mcp"›,
          "version": "0.1.0",
          "transport": {
            "type": "stdio"
          }
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `.finds('The package name is "forecast-mcp" here and "weather-mcp" in "package.json".'),
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
            "type": ‹"http"›
          }
        }
      ]
    }

    // package.json, changed
    -   "private": true,
    +   "mcpName": "io.github.acme/weather",
  `.finds('The transport type is invalid.'),
  bad`
    // server.json
    {
      ${SERVER},
      "packages": [
        { "registryType": "npm", "identifier": "weather-mcp", "version": "0.1.0", "transport": { "type": "stdio" } }
      ]
    }

    // package.json, changed
    ‹{›
    …
    -   "private": true,
  `.fixed`
    // package.json, changed
      {
    +   "mcpName": "io.github.acme/weather",
  `.finds('"mcpName" in "package.json" is not "io.github.acme/weather".'),
];
