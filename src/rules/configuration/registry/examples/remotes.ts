import type { Example } from '../../../../model/rule.js';
import { bad, ok } from '../../../example.js';
import { SERVER } from './valid-server.js';

export const remotesExamples: readonly Example[] = [
  ok`
    // server.json
    {
      ${SERVER},
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
  bad`
    // server.json
    {
      ${SERVER},
      "remotes": [
        {
          "type": "streamable-http",
          "url": ‹"https://localhost:3000"›
        }
      ]
    }
  `.finds('"https://localhost:3000" is not a public URL.'),
];
