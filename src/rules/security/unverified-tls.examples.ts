import { bad, ok } from '../example.js';

export default [
  ok`
    // src/core/agent.ts
    export const options = { rejectUnauthorized: true };
  `,
  bad`
    // src/core/agent.ts
    export const options = { ‹rejectUnauthorized›: false };
  `.fixed`
    // src/core/agent.ts, changed
    - export const options = { rejectUnauthorized: false };
    + export const options = {};
  `.finds('"rejectUnauthorized" turns off certificate verification.'),
  bad`
    // src/core/agent.ts
    ‹process.env.NODE_TLS_REJECT_UNAUTHORIZED› = '0';
  `.fixed`
    // src/core/agent.ts, changed
    - process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
  bad`
    // src/core/agent.ts
    export const options = { ...‹JSON.parse('{ "rejectUnauthorized": false }')› };
  `.finds('"rejectUnauthorized" turns off certificate verification.'),
  bad`
    // src/core/agent.ts
    export const options = ‹Object.fromEntries([['rejectUnauthorized', false]])›;
  `.finds('"rejectUnauthorized" turns off certificate verification.'),
  bad`
    // src/core/names.ts
    export const NAME = 'NODE_TLS_REJECT_UNAUTHORIZED';

    // src/core/agent.ts
    import { NAME } from './names.js';
    Object.assign(process.env, { [‹NAME›]: '0' });
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
  bad`
    // src/core/agent.ts
    import { execFile } from 'node:child_process';
    execFile('sh', ['-c', ‹'NODE_TLS_REJECT_UNAUTHORIZED=0 node job.js'›]);
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
  ok`
    // src/core/agent.ts
    export const options = JSON.parse('{ "rejectUnauthorized": true }');
    export const hint = 'Never set NODE_TLS_REJECT_UNAUTHORIZED=0.';
  `,
  bad`
    // src/core/agent.ts
    import { execFile } from 'node:child_process';
    execFile('psql', [‹'postgres://app:pw@db.weather.dev/weather?sslmode=disable'›]);
  `.finds('"sslmode" turns off certificate verification.'),
  ok`
    // .env.example
    DATABASE_URL=postgres://app:pw@localhost:5432/weather?sslmode=disable

    // compose.yaml
    services:
      server:
        environment:
          DATABASE_URL: postgres://app:pw@db/weather?sslmode=disable
  `,
  bad`
    // .env.example
    A=
    ‹NODE_TLS_REJECT_UNAUTHORIZED›=0
  `.fixed`
    // .env.example, changed
    - NODE_TLS_REJECT_UNAUTHORIZED=0
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
  ok`
    // compose.yaml
    services:
      server:
        environment:
          NODE_TLS_REJECT_UNAUTHORIZED: \${VERIFY_TLS:-1}
  `,
  bad`
    // compose.yaml
    services:
      server:
        environment:
          ‹NODE_TLS_REJECT_UNAUTHORIZED›: \${VERIFY_TLS:-0}
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
  bad`
    // Dockerfile
    FROM node:22-slim
    ARG VERIFY_TLS=0
    ENV NODE_ENV=production ‹NODE_TLS_REJECT_UNAUTHORIZED›=$VERIFY_TLS
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
  bad`
    // package.json, changed
    -     "start": "node dist/server.js",
    +     "start": "‹NODE_TLS_REJECT_UNAUTHORIZED›=0 node dist/server.js",
  `.fixed`
    // package.json, changed
    -     "start": "NODE_TLS_REJECT_UNAUTHORIZED=0 node dist/server.js",
    +     "start": "node dist/server.js",
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
  bad`
    // src/core/agent.ts
    import { Agent } from 'node:https';

    // The staging system has a self-signed certificate.
    ‹process.env['NODE_TLS_REJECT_UNAUTHORIZED']› = '0'; // for now

    if (process.env.STAGING) {
      ‹process.env.NODE_TLS_REJECT_UNAUTHORIZED› = '0';

      console.error('Staging.');
    }

    export const agent = new Agent({
      keepAlive: true,
      ‹rejectUnauthorized›: false, // rejectUnauthorized: true
      timeout: 500,
    });
    export const strict = new Agent({ keepAlive: true, ‹rejectUnauthorized›: false });
    export const named = new Agent({ ‹checkServerIdentity›: () => undefined, keepAlive: true });
  `.fixed`
    // src/core/agent.ts, changed
    - process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'; // for now
    + // for now
    …
    -   process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    -
    …
    -   rejectUnauthorized: false, // rejectUnauthorized: true
    +   // rejectUnauthorized: true
    …
    - export const strict = new Agent({ keepAlive: true, rejectUnauthorized: false });
    - export const named = new Agent({ checkServerIdentity: () => undefined, keepAlive: true });
    + export const strict = new Agent({ keepAlive: true });
    + export const named = new Agent({ keepAlive: true });
  `.finds(
    '"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.',
    '"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.',
    '"rejectUnauthorized" turns off certificate verification.',
    '"rejectUnauthorized" turns off certificate verification.',
    '"checkServerIdentity" turns off certificate verification.',
  ),
  bad`
    // src/core/agent.ts
    if (process.env.DEMO) ‹process.env.NODE_TLS_REJECT_UNAUTHORIZED› = '0';
    const OFF = '0';
    ‹process.env.NODE_TLS_REJECT_UNAUTHORIZED› = OFF;
  `.finds(
    '"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.',
    '"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.',
  ),
  ok`
    // .env.example
    # Never set NODE_TLS_REJECT_UNAUTHORIZED=0 here.
    A=

    // Dockerfile
    FROM node:22-slim
    USER node # Without NODE_TLS_REJECT_UNAUTHORIZED=0
  `,
  bad`
    // .env.example
    # ‹NODE_TLS_REJECT_UNAUTHORIZED›=0
    A=
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
  // An option that is not alone in its place, or that a type of the project has, is not removed.
  bad`
    // src/core/types.ts
    export interface Strict {
      rejectUnauthorized: boolean;
    }

    // src/core/agent.ts
    import { Agent } from 'node:https';
    import type { Strict } from './types.js';

    export const strict: Strict = { ‹rejectUnauthorized›: false };
    export const agents = [
      new Agent({ keepAlive: true, ‹rejectUnauthorized›: (false) }),
      new Agent({ [‹'rejectUnauthorized'›]: false }),
      new Agent({ ‹rejectUnauthorized›: false /* for now */, keepAlive: true }),
    ];
  `.finds(
    '"rejectUnauthorized" turns off certificate verification.',
    '"rejectUnauthorized" turns off certificate verification.',
    '"rejectUnauthorized" turns off certificate verification.',
    '"rejectUnauthorized" turns off certificate verification.',
  ),
  ok`
    // src/core/programs.ts
    export const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: undefined };
  `,
  bad`
    // Dockerfile
    FROM node:24-slim
    RUN git config --global ‹http.sslVerify› false && curl ‹-fsSLk› https://certs.example.com/ca.pem -o ca.pem
    RUN wget -q ‹--no-check-certificate› https://certs.example.com/ca.pem
    ENV ‹GIT_SSL_NO_VERIFY›=1
    HEALTHCHECK CMD curl -fk https://localhost:3000/healthz
    RUN curl -fsSL https://certs.example.com/ca.pem -o ca.pem
  `.finds(
    '"http.sslVerify" turns off certificate verification.',
    '"-fsSLk" turns off certificate verification.',
    '"--no-check-certificate" turns off certificate verification.',
    '"GIT_SSL_NO_VERIFY" turns off certificate verification.',
  ),
];
