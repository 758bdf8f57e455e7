import { bad, ok } from '../example.js';

export default [
  ok`
    // src/core/agent.ts
    export const options = { rejectUnauthorized: true };
  `,
  bad`
    // src/core/agent.ts
    export const options = { ‹rejectUnauthorized›: false };
  `.finds('"rejectUnauthorized" turns off certificate verification.'),
  bad`
    // src/core/agent.ts
    ‹process.env.NODE_TLS_REJECT_UNAUTHORIZED› = '0';
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
  `.finds('"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'),
];
