import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/server-auth.ts, deleted

    // src/providers/weather/server-auth.mts
    export const runAuthServer = async () => {};
  `,
  bad`
    // src/providers/weather/server-auth.ts, deleted

    // provider-config.yaml, unchanged
      ‹weather›:
  `.finds('The file "src/providers/weather/server-auth.ts" is missing.'),
  bad`
    // src/providers/weather/server-auth.ts
    ‹›
  `.finds('The file "src/providers/weather/server-auth.ts" is empty.'),
  bad`
    // src/providers/weather/api/auth.ts, deleted

    // src/providers/weather/server-auth.ts, deleted

    // provider-config.yaml, unchanged
      ‹‹weather››:
  `.finds(
    'The file "src/providers/weather/api/auth.ts" is missing.',
    'The file "src/providers/weather/server-auth.ts" is missing.',
  ),
];
