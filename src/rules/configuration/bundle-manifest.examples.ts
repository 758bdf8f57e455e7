import { bad, ok } from '../example.js';

const MANIFEST = `"manifest_version": "0.3",
  "name": "weather",
  "description": "Forecasts.",
  "author": { "name": "acme" }`;

export default [
  ok`
    // manifest.json
    {
      ${MANIFEST},
      "version": "0.1.0",
      "server": {
        "type": "node",
        "entry_point": "dist/server.js",
        "mcp_config": {
          "command": "node",
          "args": ["\${__dirname}/dist/server.js"],
          "env": { "WEATHER_TOKEN": "\${user_config.token}" }
        }
      },
      "user_config": {
        "token": { "type": "string", "title": "Token", "description": "Token", "sensitive": true }
      }
    }
  `,
  ok`
    // manifest.json
    { "name": "A web application", "start_url": "/" }
  `,
  bad`
    // manifest.json
    {
      ${MANIFEST},
      "version": ‹"0.0.9"›,
      "server": { "type": "node", "entry_point": "dist/server.js", "mcp_config": {} }
    }
  `.fixed`
    // manifest.json, changed
    -   "version": "0.0.9",
    +   "version": "0.1.0",
  `.finds('The version is "0.0.9" here and "0.1.0" in "package.json".'),
  bad`
    // manifest.json
    ‹{›
      ${MANIFEST},
      "version": "0.1.0"
    }
  `.finds('The required key "server.entry_point" is missing.'),
  bad`
    // manifest.json
    {
      ${MANIFEST},
      "version": "0.1.0",
      "server": {
        "type": "node",
        "entry_point": "dist/server.js",
        "mcp_config": { "env": { "WEATHER_CITY": ‹"\${user_config.city}"› } }
      }
    }
  `.finds('"user_config" does not define "city".'),
  bad`
    // manifest.json
    {
      ${MANIFEST},
      "version": "0.1.0",
      "server": {
        "type": "node",
        "entry_point": "dist/server.js",
        "mcp_config": { "env": { "WEATHER_TOKEN": "\${user_config.token}" } }
      },
      "user_config": {
        ‹"token"›: { "type": "string", "title": "Token", "description": "Token" }
      }
    }
  `.finds('"token" sets "WEATHER_TOKEN" and is not marked as sensitive.'),
];
