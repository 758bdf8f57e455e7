import { bad, ok } from '../example.js';

export default [
  ok`
    // package.json, changed
    +     "@modelcontextprotocol/sdk": "^1.32.2",
          "zod": "4.6.7"
  `,
  ok`
    // .mcp.json
    { "mcpServers": { "a": { "command": "npx", "args": ["-y", "mcp-remote@0.1.38"] } } }
  `,
  ok`
    // package.json, changed
    +     "@modelcontextprotocol/sdk": "^1.20.0",
          "zod": "4.6.7"

    // package-lock.json
    { "packages": { "node_modules/@modelcontextprotocol/sdk": { "version": "1.32.2" } } }
  `,
  bad`
    // package.json, changed
    +     "mcp-remote": ‹"workspace:*"›,
          "zod": "4.6.7"
  `.finds('Cannot determine whether "mcp-remote" workspace:* has a known vulnerability.'),
  ok`
    // package.json, changed
    +     "mcp-remote": "latest",
          "zod": "4.6.7"
  `,
  ok`
    // package.json, changed
    +     "mcp-remote": "catalog:",
          "zod": "4.6.7"

    // pnpm-workspace.yaml
    catalog:
      mcp-remote: ^0.1.16
  `,
  bad`
    // package.json, changed
    +     "mcp-remote": ‹"catalog:"›,
          "zod": "4.6.7"

    // pnpm-workspace.yaml
    catalog:
      mcp-remote: ^0.1.5
  `.finds(
    '"mcp-remote" ^0.1.5 has a known vulnerability, CVE-2025-6514: a malicious server can start programs during sign-in.',
  ),
  bad`
    // package.json, changed
    +     "@modelcontextprotocol/sdk": ‹"^1.20.0"›,
          "zod": "4.6.7"
  `.finds(
    '"@modelcontextprotocol/sdk" ^1.20.0 has a known vulnerability, CVE-2026-25536: a shared server sends responses to the wrong caller.',
  ),
  bad`
    // package.json, changed
    +     "axios": ‹"1.7.9"›,
          "zod": "4.6.7"
  `.finds(
    '"axios" 1.7.9 has a known vulnerability, CVE-2025-27152: absolute URLs bypass the base URL and receive credentials.',
  ),
  bad`
    // .mcp.json
    { "mcpServers": { "a": { "command": "npx", "args": ["-y", ‹"mcp-remote@0.1.5"›] } } }
  `.finds(
    '"mcp-remote" 0.1.5 has a known vulnerability, CVE-2025-6514: a malicious server can start programs during sign-in.',
  ),
  bad`
    // .mcp.json
    { "mcpServers": { "a": { "command": "npx", "args": [‹"mcp-remote"›] } } }
  `.finds(
    '"mcp-remote" is started without a fixed version; old versions have the vulnerability CVE-2025-6514.',
  ),
  bad`
    // package.json, changed
          "start": "node dist/server.js",
    +     "inspect": ‹"npx @modelcontextprotocol/inspector@0.14.0"›,
  `.finds(
    '"@modelcontextprotocol/inspector" 0.14.0 has a known vulnerability, CVE-2025-49596: a web page can start programs through its proxy.',
  ),
  bad`
    // package-lock.json
    {
      "packages": {
        "node_modules/mcp-remote": { "version": ‹"0.1.2"› }
      }
    }
  `.finds(
    '"mcp-remote" 0.1.2 has a known vulnerability, CVE-2025-6514: a malicious server can start programs during sign-in.',
  ),
  ok`
    // package.json, changed
          "start": "node dist/server.js",
    +     "express": "knex migrate:latest",
  `,
  bad`
    // package.json, changed
    +     "undici": ‹"^5.20.0"›,
          "zod": "4.6.7"
  `.finds(
    '"undici" ^5.20.0 has a known vulnerability, CVE-2023-45143: redirects to another host receive cookies.',
  ),
  bad`
    // package.json, changed
    -   "private": true,
    +   "private": true,
    +   "overrides": { "undici": ‹"5.10.0"›, "semver": "7.7.3" },
  `.finds(
    '"undici" 5.10.0 has a known vulnerability, CVE-2023-45143: redirects to another host receive cookies.',
  ),
];
