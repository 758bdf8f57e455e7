import { defineRule } from '../define.js';
import { project } from '../example.js';
import { publishedFaults } from './registry/published.js';
import { serverFaults } from './registry/server.js';

export default defineRule({
  severity: 'error',
  summary: 'The file server.json passes the checks of the MCP registry and matches package.json.',
  why: 'The registry rejects invalid files, and a published version cannot be corrected.',
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
      finds: ['Unknown key "status".'],
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
      finds: ['The server name "weather" is invalid.'],
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
      finds: ['"description" has 0 characters; 1 to 100 are allowed.'],
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
      finds: ['The version is "0.2.0" here and "0.1.0" in "package.json".'],
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
      finds: ['The required key "version" is missing.'],
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
      finds: ['The required key "$schema" is missing.'],
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
      finds: ['"websiteUrl" is not an https URL.'],
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
      finds: ['This is not the URL of a repository at "github".'],
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
      finds: ['"https://localhost:3000" is not a public URL.'],
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
      finds: ['"registryBaseUrl" is not the public registry of "npm".'],
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
      finds: ['The package type "NPM" is not supported.'],
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
      finds: ['"name" is not a string.'],
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
      finds: ['"packages" is not an array.'],
    },
    {
      bad: project`
        // server.json
        ‹[]›
      `,
      finds: ['"server.json" is not an object.'],
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
      finds: ['Unknown key "runtime_hint".'],
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
        '"WEATHER_TOKEN=" is not a valid name of an environment variable.',
        'Unknown key "is_secret".',
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
      finds: ['"latest" is not an exact version.'],
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
      finds: ['The package name is "forecast-mcp" here and "weather-mcp" in "package.json".'],
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
      finds: ['The transport type is invalid.'],
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
      finds: ['"--provider=weather <key>" is not a single option name.'],
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
        '"mcpName" in "package.json" is not "io.github.acme/weather".',
        'The package is private, so npm does not publish it.',
      ],
    },
  ],
});
