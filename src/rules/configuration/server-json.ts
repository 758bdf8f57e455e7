import { defineRule } from '../define.js';
import { project } from '../example.js';
import { publishedFaults } from './registry/published.js';
import { serverFaults } from './registry/server.js';

export default defineRule({
  severity: 'error',
  summary: 'The MCP registry accepts server.json, and it is true of the package.',
  why: 'A version can be published once only; what is wrong in it stays.',
  source: {
    text: 'modelcontextprotocol/registry, validators.',
    url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json',
  },
  on: 'project',
  check({ documents: { serverJson, packageJson } }, report) {
    if (!serverJson) return;
    for (const fault of serverFaults(serverJson)) report(fault);
    if (packageJson) for (const fault of publishedFaults(serverJson, packageJson)) report(fault);
  },
  examples: [
    {
      ok: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0"
        }
      `,
    },
    {
      ok: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
          "remotes": [
            {
              "type": "sse",
              "url": "https://{region}.acme.dev/mcp",
              "variables": {
                "region": {
                  "default": "eu"
                }
              }
            }
          ]
        }
      `,
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
          ‹"status"›: "active"
        }
      `,
      finds: ['The registry knows no "status" here.'],
    },
    {
      ok: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2027-01-01/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
          "audience": "all"
        }
      `,
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": ‹"weather"›,
          "description": "Forecasts.",
          "version": "0.1.0"
        }
      `,
      finds: ['The registry does not take the name "weather".'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": ‹""›,
          "version": "0.1.0"
        }
      `,
      finds: ['The "description" has 0 characters, and the registry takes 1 to 100.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": ‹"0.2.0"›
        }
      `,
      finds: ['The version "0.2.0" is not that of "package.json", "0.1.0".'],
    },
    {
      bad: project`
        // server.json
        ‹{›
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts."
        }
      `,
      finds: ['There is no "version" here.'],
    },
    {
      bad: project`
        // server.json
        ‹{›
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0"
        }
      `,
      finds: ['There is no "$schema" here.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
          "websiteUrl": ‹"http://acme.dev"›
        }
      `,
      finds: ['"websiteUrl" is no address with https.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
          "repository": {
            "source": "github",
            "url": ‹"https://github.com/acme"›
          }
        }
      `,
      finds: ['This is not the address of a repository at "github".'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
          "remotes": [
            {
              "type": "streamable-http",
              "url": ‹"https://localhost:3000"›
            }
          ]
        }
      `,
      finds: ['Nobody else reaches "https://localhost:3000".'],
    },
    {
      ok: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
    },
    {
      ok: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
      `,
      finds: ['The registry takes packages of the type "npm" from one place only.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
      `,
      finds: ['The registry knows no packages of the type "NPM".'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": ‹7›,
          "description": "Forecasts.",
          "version": "0.1.0"
        }
      `,
      finds: ['"name" is not a text.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
          "packages": ‹{
            "registryType": "npm",
            "identifier": "weather-mcp",
            "version": "0.1.0",
            "transport": {
              "type": "stdio"
            }
          }›
        }
      `,
      finds: ['"packages" is not a list.'],
    },
    {
      bad: project`
        // server.json
        ‹[]›
      `,
      finds: ['This is no description of a server.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
      `,
      finds: ['The registry knows no "runtime_hint" here.'],
    },
    {
      ok: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
      `,
      finds: [
        '"WEATHER_TOKEN=" is no name of an environment variable.',
        'The registry knows no "is_secret" here.',
      ],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
      `,
      finds: ['"latest" is not one version.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
      `,
      finds: ['The package is called "forecast-mcp" here and "weather-mcp" in "package.json".'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
      `,
      finds: ['The registry knows no such transport.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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
      `,
      finds: ['"--provider=weather <key>" is more than a name.'],
    },
    {
      bad: project`
        // server.json
        {
          "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
          "name": "io.github.acme/weather",
          "description": "Forecasts.",
          "version": "0.1.0",
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

        // package.json, unchanged
        ‹{›
        …
          "private": ‹true›,
      `,
      finds: [
        '"package.json" does not say that it is the server "io.github.acme/weather".',
        'The registry finds no private package: npm does not publish it.',
      ],
    },
  ],
});
