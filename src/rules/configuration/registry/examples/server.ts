import type { Example } from '../../../../model/rule.js';
import { bad, ok } from '../../../example.js';
import { SERVER } from './valid-server.js';

export const serverExamples: readonly Example[] = [
  ok`
    // server.json
    {
      ${SERVER}
    }
  `,
  bad`
    // server.json
    {
      ${SERVER},
      ‹"status"›: "active"
    }
  `.finds('Unknown key "status".'),
  ok`
    // server.json
    {
      "$schema": "https://static.modelcontextprotocol.io/schemas/2027-01-01/server.schema.json",
      "name": "io.github.acme/weather",
      "description": "Forecasts.",
      "version": "0.1.0",
      "audience": "all"
    }
  `,
  bad`
    // server.json
    {
      "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      "name": ‹"weather"›,
      "description": "Forecasts.",
      "version": "0.1.0"
    }
  `.finds('The server name "weather" is invalid.'),
  bad`
    // server.json
    {
      "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      "name": "io.github.acme/weather",
      "description": ‹""›,
      "version": "0.1.0"
    }
  `.finds('"description" has 0 characters; 1 to 100 are allowed.'),
  bad`
    // server.json
    {
      "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      "name": "io.github.acme/weather",
      "description": "Forecasts.",
      "version": ‹"0.2.0"›
    }
  `.fixed`
    // server.json, changed
    -   "version": "0.2.0"
    +   "version": "0.1.0"
  `.finds('The version is "0.2.0" here and "0.1.0" in "package.json".'),
  bad`
    // server.json
    ‹{›
      "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      "name": "io.github.acme/weather",
      "description": "Forecasts."
    }
  `.finds('The required key "version" is missing.'),
  bad`
    // server.json
    ‹{›
      "name": "io.github.acme/weather",
      "description": "Forecasts.",
      "version": "0.1.0"
    }
  `.finds('The required key "$schema" is missing.'),
  bad`
    // server.json
    {
      ${SERVER},
      "websiteUrl": ‹"http://acme.dev"›
    }
  `.finds('"websiteUrl" is not an https URL.'),
  bad`
    // server.json
    {
      ${SERVER},
      "repository": {
        "source": "github",
        "url": ‹"https://github.com/acme"›
      }
    }
  `.finds('This is not the URL of a repository at "github".'),
  bad`
    // server.json
    {
      "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      "name": ‹7›,
      "description": "Forecasts.",
      "version": "0.1.0"
    }
  `.finds('"name" is not a string.'),
  bad`
    // server.json
    ‹[]›
  `.finds('"server.json" is not an object.'),
];
