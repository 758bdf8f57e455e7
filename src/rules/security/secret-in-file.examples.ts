import { bad, ok } from '../example.js';

// Put together here, so that scanners of this repository do not take it for a real one.
const TOKEN = ['ghp', 'q7XvT2mZr9LkB4nWc8YdHs3JfPa6GuE1oiRt'].join('_');

export default [
  ok`
    // .env.example
    WEATHER_API_KEY=your-key-here
  `,
  ok`
    // tests/secret.test.ts
    export const apiKey = 'f3b9c1e07a5d4862b0c7';
  `,
  ok`
    // .mcp.json
    { "mcpServers": { "a": { "env": { "API_KEY": "\${API_KEY}" } } } }
  `,
  ok`
    // src/providers/weather/api/client.ts, changed

    + const tokenName = 'X-Access-Token-V2';
  `,
  ok`
    // src/providers/weather/openapi.source.json
    { "openapi": "3.1.0", "paths": {}, "components": { "examples": { "joinToken": "f3b9c1e07a5d4862b0c7" } } }
  `,
  bad`
    // src/providers/weather/openapi.source.json
    { "openapi": "3.1.0", "paths": {}, "components": { "examples": { "joinToken": "‹${TOKEN}›" } } }
  `.finds('This is a GitHub token.'),
  bad`
    // .env.example
    # The key.
    WEATHER_API_KEY=‹f3b9c1e07a5d4862b0c7›
  `.finds('"WEATHER_API_KEY" contains a secret.'),
  bad`
    // src/providers/weather/api/token.ts
    export const headers = { authorization: 'Bearer ‹${TOKEN}›' };
  `.finds('This is a GitHub token.'),
  bad`
    // src/providers/weather/api/token.ts
    const PASSWORD = 'secret';
    export const headers = { authorization: ‹'Basic ' + btoa(\`weather:\${PASSWORD}\`)› };
  `.finds('This is a user name with its password.'),
  ok`
    // src/providers/weather/api/token.ts
    export const headers = (user: string, password: string) => ({
      authorization: 'Basic ' + btoa(\`\${user}:\${password}\`),
    });

    // tests/token.test.ts
    export const expected = 'Basic ' + btoa('weather:secret');
  `,
  bad`
    // .mcp.json
    { "mcpServers": { "a": { "headers": { "Authorization": ‹"Bearer f3b9c1e07a5d4862b0c7"› } } } }
  `.finds('"Authorization" contains a secret.'),
  bad`
    // .mcp.json
    { "mcpServers": { "a": { "command": "a", "env": { "API_KEY": ‹"f3b9c1e07a5d4862b0c7"› } } } }
  `.fixed`
    // .mcp.json
    { "mcpServers": { "a": { "command": "a", "env": { "API_KEY": "\${API_KEY}" } } } }
  `.finds('"API_KEY" contains a secret.'),
  bad`
    // .cursor/mcp.json
    { "mcpServers": { "a": { "command": "a", "env": { "WEATHER": "‹${TOKEN}›" } } } }
  `.fixed`
    // .cursor/mcp.json
    { "mcpServers": { "a": { "command": "a", "env": { "WEATHER": "\${env:WEATHER}" } } } }
  `.finds('This is a GitHub token.'),
  bad`
    // .zed/settings.json
    { "context_servers": { "a": { "command": "a", "env": { "API_KEY": ‹"f3b9c1e07a5d4862b0c7"› } } } }
  `.finds('"API_KEY" contains a secret.'),
  bad`
    // src/keys.ts
    export const keys = { clientSecret: ‹'f3b9c1e07a5d4862b0c7'› };
  `.finds('"clientSecret" contains a secret.'),
  bad`
    // src/keys.ts
    export const API_KEY = ‹'f3b9c1e07a5d4862b0c7'›;
  `.finds('"API_KEY" contains a secret.'),
  bad`
    // src/keys.ts
    export const headers = { platform: '‹psk_live_8Vq2ZtR5mWc1NyH7uKd0LxBe4Ga9JfS3›' };
  `.finds('This is a live key.'),
  bad`
    // src/keys.ts
    const parts = ['sk', 'live', '8Vq2ZtR5mWc1NyH7uKd0LxBe'];
    const joined = (all: readonly string[], between: string) => all.join(between);
    export const first = ‹joined(parts, '_')›;

    const decoded = (...all: string[]) => Buffer.from(all.join(''), 'base64').toString('utf8');
    export const second = ‹decoded('c2tfbGl2ZV84VnEyWnRSNW1X', 'YzFOeUg3dUtkMEx4QmU=')›;
  `.finds('This is a Stripe key.', 'This is a Stripe key.'),
  ok`
    // src/keys.ts
    const joined = (all: readonly string[], between: string) => all.join(between);
    export const names = joined(['sk', 'live', 'key'], '_');
    export const pathOf = (id: string) => joined(['sk', 'live', id], '_');
    const again = (text: string): string => again(text + text);
    export const never = again('sk_live_');
  `,
  bad`
    // docs/try.md
    Try it: \`curl -H 'X-Api-Key: ‹f3b9c1e07a5d4862b0c7›' https://api.example.com/rooms\`, or
    \`curl "https://api.example.com/rooms?api_key=‹a17f0d94c2b86e5390d7›&limit=5"\`.

        { "env": { "ROOMS_API_KEY": "‹9d41c7f2a0b86e53d71f›" } }

        env:
          ROOMS_TOKEN: ‹7c2f81d0b9e64a35f0d2›
  `.finds(
    '"X-Api-Key" contains a secret.',
    '"api_key" contains a secret.',
    '"ROOMS_API_KEY" contains a secret.',
    '"ROOMS_TOKEN" contains a secret.',
  ),
  ok`
    // docs/try.md
    Try it: \`curl -H "X-Api-Key: $ROOMS_API_KEY" https://api.example.com/rooms?page_token=CAESBgoEdG9rZW4\`, or
    \`curl -H 'Authorization: Bearer <your token>' https://api.example.com/rooms?api_key=YOUR_KEY\`.

        { "env": { "ROOMS_API_KEY": "\${env:ROOMS_API_KEY}", "ROOMS_KEY_FILE": "/run/secrets/rooms-2024-key" } }

        env:
          ROOMS_TOKEN: \${{ secrets.ROOMS_TOKEN }}
  `,
  bad`
    // src/plan.ts
    const SERIES = 'b2d08e63a5';
    export const plan = ['omp_7f41c9', SERIES, '91fc47e08d2b'].join('');

    // src/headers.ts
    import { plan } from './plan.js';

    export const headers = { 'x-api-key': ‹plan› };
  `.finds('"x-api-key" contains a secret.'),
  bad`
    // src/application.ts
    export const APPLICATION = ‹['mk', 'live', '7Qz3vT9xKe2L', 'wB8nRc5YhD4u'].join('_')›;
  `.finds('This is a live key.'),
  ok`
    // src/tables.ts
    export const TABLE = 'events_prod_2024_archive_of_all_rooms';
    export const INDEX = 'idx_live_rooms2024_byfloor2024';
  `,
];
