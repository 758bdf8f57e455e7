import { shippedExamples } from './examples/shipped-files.js';
import { userDataExamples } from './examples/user-data.js';
import { bad, ok } from '../example.js';

export default [
  ok`
    // .gitignore
    .env*
    !.env.example
  `,
  ok`
    // src/providers/weather/api/auth.ts
    import { readFileSync } from 'node:fs';

    export const read = () => readFileSync('token.json');
    export const trusted = () => [readFileSync('certs/ca.pem'), readFileSync('keys/public.pem')];
  `,
  bad`
    // .gitignore
    ‹node_modules/›
  `.fixed`
    // .gitignore, changed
      node_modules/
    + .env
  `.finds('Git does not ignore ".env", which contains credentials.'),
  bad`
    // .gitignore
    ‹.env.*›
  `.fixed`
    // .gitignore, changed
      .env.*
    + .env
  `.finds('Git does not ignore ".env", which contains credentials.'),
  bad`
    // .gitignore
    node_modules/
    ‹.env  # tokens of developers›
  `.fixed`
    // .gitignore, changed
      .env  # tokens of developers
    + .env
  `.finds('Git does not ignore ".env", which contains credentials.'),
  bad`
    // .gitignore
    .env
    ‹!.env›
  `.finds('Git does not ignore ".env", which contains credentials.'),
  bad`
    // provider-config.yaml, changed
    -     token_path: weather
    +     credentials_path: ‹./weather.client.json›
  `.fixed`
    // .gitignore, changed
      token.json
    + weather.client.json
  `.finds('Git does not ignore "./weather.client.json", which contains credentials.'),
  bad`
    // src/providers/weather/api/auth.ts
    import { readFileSync } from 'node:fs';

    export const read = () => readFileSync(‹'./secrets.json'›);
  `.fixed`
    // .gitignore, changed
      token.json
    + secrets.json
  `.finds('Git does not ignore "./secrets.json", which contains credentials.'),
  bad`
    // .gitignore
    .env*
    !.env.example
    *.pem
    !tests/ca.pem
    ‹!.env.production›
    ‹!/deploy/server.pem›
    ‹!*.key›
  `.finds(
    'Git does not ignore ".env.production", which contains credentials.',
    'Git does not ignore "deploy/server.pem", which contains credentials.',
    'Git does not ignore "*.key", which contains credentials.',
  ),
  bad`
    // .dockerignore
    .env*
    !.env.example
    !certs/global-bundle.pem
    ‹!certs/ca-key.pem›
    ‹!.env›
  `.finds(
    'The image of the server contains "certs/ca-key.pem", which contains credentials.',
    'The image of the server contains ".env", which contains credentials.',
  ),
  bad`
    // .gitignore
    .env
    ‹!*.env›
  `.finds('Git does not ignore ".env", which contains credentials.'),
  ...userDataExamples,
  ...shippedExamples,
  bad`
    // .gitignore
    # Folders
    node_modules/
    ‹.env/›

    # Files
    .env.*
    !.env.example
  `.fixed`
    // .gitignore, changed
      !.env.example
    + .env
  `.finds('Git does not ignore ".env", which contains credentials.'),
  bad`
    // .gitignore
    # .env
    node_modules/
    .env.local
    ‹/config/.env›
  `.fixed`
    // .gitignore, changed
      /config/.env
    + .env
  `.finds('Git does not ignore ".env", which contains credentials.'),
  bad`
    // .gitignore
    node_modules/
    ‹# .env›
    dist/
  `.fixed`
    // .gitignore, changed
      dist/
    + .env
  `.finds('Git does not ignore ".env", which contains credentials.'),
  ok`
    // .gitignore
    node_modules/
    # .env/
    **/.env
    .env/
    config/.env
  `,
];
