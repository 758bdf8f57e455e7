import { bad, ok } from '../example.js';

export default [
  ok`
    // provider-config.yaml, changed
          port: 8710
    +     callback_url: http://127.0.0.1:8710/auth/callback
  `,
  ok`
    // provider-config.yaml, changed
          auth: bearer
    +     callback_url: https://mcp.acme.dev/weather/auth/callback
  `,
  bad`
    // provider-config.yaml, changed
          port: 8710
    +     callback_url: ‹http://127.0.0.1:8711/auth/callback›
  `.fixed`
    // provider-config.yaml, changed
    -     port: 8710
    +     port: 8711
  `.finds('The callback URL has port 8711, but the sign-in server listens on port 8710.'),
  // Another provider has that port.
  bad`
    // provider-config.yaml, changed
          port: 8710
    +     callback_url: ‹http://127.0.0.1:8711/auth/callback›
    +   tides:
    +     name: Tides
    +     port: 8711
  `.finds('The callback URL has port 8711, but the sign-in server listens on port 8710.'),
  bad`
    // provider-config.yaml, changed
    -     port: 8710
    +     callback_url: ‹http://127.0.0.1:8710/auth/callback›
  `.finds('The callback URL has port 8710, but the sign-in server uses any free port.'),
  bad`
    // provider-config.yaml, changed
          port: 8710
    +     callback_url: ‹http://localhost:8710/callback›
  `.finds('The path of the callback URL is "/callback", not "/auth/callback".'),
  bad`
    // provider-config.yaml, changed
          auth: bearer
    +     callback_url: ‹https://mcp.acme.dev/auth/callback#done›
  `.finds(
    'The callback URL "https://mcp.acme.dev/auth/callback#done" has a user name or a fragment, which authorization servers reject.',
  ),
  bad`
    // provider-config.yaml, changed
          auth: bearer
    +     callback_url: ‹http://mcp.acme.dev/auth/callback›
  `.finds(
    'The callback URL "http://mcp.acme.dev/auth/callback" is neither https nor a loopback address.',
  ),
];
