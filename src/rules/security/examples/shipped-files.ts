import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/unignored-credentials". */
export const shippedExamples: readonly Example[] = [
  ok`
    // .mcpbignore
    /*
    !/manifest.json
    !/dist
    !.env.example
    !/certs/ca.pem
    !.env
    .env*
    *.map

    // .npmignore
    src
    .env*

    // package.json, changed
    -   "private": true,
    …
          "start": "node dist/server.js",
    +     "pack": "cp .env.example dist/ && zip -r server.zip dist -x .env",
    +     "dev": "cp .env.example .env && node --env-file=.env dist/server.js",
  `,
  bad`
    // .mcpbignore
    /*
    !/manifest.json
    ‹!/.env›
    !/dist
    ‹!/keys/server.pem›
    *.map
  `.finds(
    'The bundle contains ".env", which contains credentials.',
    'The bundle contains "keys/server.pem", which contains credentials.',
  ),
  bad`
    // .dockerignore
    *
    !dist
    ‹!.*›

    // .npmignore
    tests
    .env
    ‹!.env.production›
  `.finds(
    'The image of the server contains ".env", which contains credentials.',
    'The published package contains ".env.production", which contains credentials.',
  ),
  ok`
    // package.json, changed
    -   "private": true,
    +   "files": ["dist", ".env.example", "certs/ca.pem", "src/tokens.json.d.ts"],
  `,
  ok`
    // package.json, changed
    -   "private": true,
    +   "files": ["**/*", "!**/.env*"],
  `,
  bad`
    // package.json, changed
    +   "files": ["dist", ‹".env"›, ‹"credentials.json"›],
        "private": true,
  `.finds(
    'The published package contains ".env", which contains credentials.',
    'The published package contains "credentials.json", which contains credentials.',
  ),
  bad`
    // package.json, changed
    -   "private": true,
    +   "files": [‹"."›],
  `.finds('The published package contains ".env", which contains credentials.'),
  // npm does not read ".gitignore" beside this file.
  bad`
    // .npmignore
    ‹tests›

    // package.json, changed
    -   "private": true,
  `.finds('The published package contains ".env", which contains credentials.'),
  bad`
    // package.json, changed
    +     "bundle": ‹"npm run build && cp .env dist/.env"›,
    +     "archive": ‹"zip -r server.zip dist .env"›,
          "start": "node dist/server.js",
  `.finds(
    'The build contains ".env", which contains credentials.',
    'The build contains ".env", which contains credentials.',
  ),
];
