import { bad, ok } from '../example.js';

export default [
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     kind: mcp
    // src/providers/weather/remote.json
    ‹{› "tools": [null] }
  `.finds('"src/providers/weather/remote.json" is not a catalog of an MCP server.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     kind: mcp
    // src/providers/weather/remote.json
    ‹{› "tools": [
  `.finds('"src/providers/weather/remote.json" is not a catalog of an MCP server.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     kind: mcp
    // src/providers/weather/remote.json
    ‹{›
      "tools": [],
      "prompts": [],
    }
  `.fixed`
    // src/providers/weather/remote.json
    {
      "tools": [],
      "prompts": []
    }
  `.finds('"src/providers/weather/remote.json" is not a catalog of an MCP server.'),
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     kind: mcp
    // src/providers/weather/remote.json
    { "tools": [{ "name": "get_alerts", "inputSchema": { "type": "object" } }] }
  `,
];
