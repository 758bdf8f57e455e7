import { bad, ok } from '../example.js';

export default [
  ok`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "node", "args": ["dist/server.js", "--provider", "weather"] } } }
  `,
  ok`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "npx", "args": ["other-server", "--provider", "openai"] } } }
  `,
  ok`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "npm", "args": ["start", "--", "--provider", "weather"] } } }
  `,
  ok`
    // .zed/settings.json
    { "tab_size": 2 }
  `,
  bad`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "node", "args": ["dist/server.js", "--provider", ‹"wether"›] } } }
  `.fixed`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "node", "args": ["dist/server.js", "--provider", "weather"] } } }
  `.finds('The entry "weather" starts the provider "wether", which does not exist.'),
  bad`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "node", "args": [‹"build/index.js"›, "--provider", "weather"] } } }
  `.fixed`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "node", "args": ["dist/server.js", "--provider", "weather"] } } }
  `.finds('The entry "weather" starts "build/index.js", which "npm run build" does not write.'),
  // Another server, and a source.
  ok`
    // .mcp.json
    {
      "mcpServers": {
        "other": { "command": "node", "args": ["build/index.js"] },
        "there": { "command": "node", "args": ["build/index.js", "--provider", "weather"], "cwd": "/there" },
        "weather": { "command": "node", "args": ["scripts/start.mjs", "--provider", "weather"] }
      }
    }

    // scripts/start.mjs
    import '../dist/server.js';
  `,
  ok`
    // .mcp.json
    { "mcpServers": { "weather": { "command": "node", "args": ["--import", "tsx", "src/server.ts"] } } }
  `,
  bad`
    // .mcp.json
    { "mcpServers": { "weather": { "type": "stdio", "command": "node", "args": [‹"/acme/src/server.ts"›] } } }
  `.fixed`
    // .mcp.json
    { "mcpServers": { "weather": { "type": "stdio", "command": "node", "args": ["/acme/dist/server.js"] } } }
  `.finds(
    'The entry "weather" runs "/acme/src/server.ts" with Node.js, which cannot load its imports.',
  ),
  bad`
    // .mcp.json
    { "mcpServers": { "mail": { "command": "node", "args": ["dist/server.js", ‹"--provider=mail"›] } } }
  `.finds('The entry "mail" starts the provider "mail", which does not exist.'),
  // A name in a tool proves nothing: the entry may be that of a removed provider.
  bad`
    // .mcp.json
    { "mcpServers": { "forecast": { "command": "node", "args": ["dist/server.js", "--provider", ‹"forecast"›] } } }
  `.finds('The entry "forecast" starts the provider "forecast", which does not exist.'),
  bad`
    // src/providers/prod/index.ts
    export const PROVIDER_NAME = 'prod';

    // .mcp.json
    { "mcpServers": { "prod": { "command": "node", "args": ["dist/server.js", ‹"--provider=pro"›] } } }
  `.fixed`
    // .mcp.json
    { "mcpServers": { "prod": { "command": "node", "args": ["dist/server.js", "--provider=prod"] } } }
  `.finds('The entry "prod" starts the provider "pro", which does not exist.'),
  bad`
    // .mcp.json
    {
      "mcpServers": {
        "weather": { "command": "node", "args": ["dist/server.js", "--provider", "weather"] },
        "weather2": { "command": "node", "args": ["dist/server.js", "--provider", ‹"weather2"›] }
      }
    }
  `.finds('The entry "weather2" starts the provider "weather2", which does not exist.'),
  bad`
    // .mcp.json
    { "mcpServers": { ‹"weather"›: { "args": ["dist/server.js"] } } }
  `.finds('The entry "weather" has neither a command nor a URL.'),
  bad`
    // .vscode/mcp.json
    { ‹"mcpServers"›: { "weather": { "command": "node" } } }
  `.finds('The client "vscode" ignores "mcpServers" in this file.'),
];
