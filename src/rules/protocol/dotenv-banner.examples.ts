import { bad, ok } from '../example.js';

export default [
  ok`
    // package.json, changed
    +     "dotenv": "16.4.5",
          "zod": "4.6.7"

    // src/server.ts, changed
    + import { config } from 'dotenv';
    + config();
      import { runServer } from 'mcp-provider/server';
  `,
  ok`
    // package.json, changed
    +     "dotenv": "17.2.3",
          "zod": "4.6.7"

    // src/server.ts, changed
    + import { config } from 'dotenv';
    + config({ quiet: true });
      import { runServer } from 'mcp-provider/server';
  `,
  bad`
    // package.json, changed
    +     "dotenv": "^17.2.3",
          "zod": "4.6.7"

    // src/server.ts, changed
    + import { config } from 'dotenv';
    + ‹config›();
      import { runServer } from 'mcp-provider/server';
  `.finds('Version 17 of dotenv prints a banner to stdout.'),
  bad`
    // package.json, changed
    +     "dotenv": "17.2.3",
          "zod": "4.6.7"

    // src/server.ts, changed
    + ‹import 'dotenv/config';›
      import { runServer } from 'mcp-provider/server';
  `.finds('Version 17 of dotenv prints a banner to stdout.'),
  bad`
    // package.json, changed
    +     "dotenv": "*",
          "zod": "4.6.7"

    // src/server.ts, changed
    + import { config } from 'dotenv';
    + ‹config›();
      import { runServer } from 'mcp-provider/server';
  `.finds('Cannot determine the version of dotenv.'),
];
