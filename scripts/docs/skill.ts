import { type CommandDescription, commandGroups } from '../../src/model/command.js';
import { pageUrl } from '../../src/model/documentation.js';

/** Path of the skill, in the repository and in the package (https://agentskills.io/specification). */
export const SKILL = 'skills/mcp-provider/SKILL.md';

/** What the user has, and the command that begins with it. */
const STARTS: readonly (readonly [thing: string, command: string])[] = [
  [
    'Requests of an HTTP API',
    '`npx create-mcp-provider DIR --from "curl …"`; for each further one, in the project: `npx mcp-provider add-tool "curl …"`',
  ],
  [
    'An OpenAPI document',
    '`npx create-mcp-provider DIR --from api.yaml --include "GET /**"`, with `--auth basic`, `bearer` or `api-key` if it states no sign-in',
  ],
  [
    'A database',
    '`npx create-mcp-provider DIR --from sqlite:app.db --user-column owner`, or `--users shared` if all users may read all rows',
  ],
  [
    'An MCP server',
    '`npx create-mcp-provider DIR --from "npx -y PACKAGE@1.2.3"`, or its URL; for a second one, in the project: `npx mcp-provider import mcp "npx -y PACKAGE@1.2.3"`',
  ],
  [
    'Functions',
    '`npx create-mcp-provider DIR --kind code --name NAME --tool "net_price: Price without tax" --param "gross:integer! In cents" --result "price:integer!"`; further tools follow with `--tool`',
  ],
  [
    'An API with OAuth',
    '`npx create-mcp-provider DIR --name NAME --base-url URL --auth oauth2 --auth-authorization-url URL --auth-token-url URL --tool "get_me: Who I am" --request "GET /me"`',
  ],
];

/** Of the documentation, for what a project needs later. */
const PAGES =
  'create openapi sql remote own-code sign-in http authorization-server gateways identity-providers testing extend config deploy';

/**
 * The skill for coding agents, from the definitions of the commands and from what AGENTS.md says of the contract.
 * @param agents template of AGENTS.md
 */
export function skillText(commands: readonly CommandDescription[], agents: string): string {
  const groups = commandGroups.flatMap((group) => commands.filter((each) => each.group === group));
  const rows = groups.map(({ name, program, summary }) => `- \`${program ?? name}\`: ${summary}`);
  return `---
name: mcp-provider
description: Creates, extends, checks and repairs MCP servers in TypeScript that connect an HTTP API, a database, files, another MCP server or own functions. Use when the user wants an MCP server for such a system, or when the project contains provider-config.yaml.
---

# MCP provider projects

## Start with

Ask the user, unless they have said it: what to connect, whether tools may change data, and who calls the server: one person on this computer,
a team with one shared account, or users with accounts of their own.

${STARTS.map(([thing, command]) => `- ${thing}: ${command}`).join('\n')}

Add \`--yes --json\` to each command that writes files: it asks nothing, and stdout is one JSON document. \`--dry-run\` writes nothing.

1. Read \`notes\`: what was left out, and what needs attention. A failure is \`{ "error": { "code", "message", "hint", "next" } }\`.
2. Run \`next\`: one command, or a list in order. All but \`cd\` run in \`root\`. A line with \`#\` is not run: it says what you or the user do. Do not run
   \`sign-in\` without \`--credentials\`, nor \`npm run dev\`: they wait for a person.
3. After changes by hand, run \`npm run check\`: types, \`validate\`, build and tests. If \`npx mcp-provider validate --format json\` has a
   \`next\`, run it, and follow the \`hint\` of each problem that is left until \`next\` is \`null\`.

Prefer these commands to files written by hand: they keep the code that exists, and add the test of each tool. AGENTS.md of the project has the rules for code.

## Serve users

- Keys and passwords are in \`.env\` of the project, which Git ignores: \`<NAME>_API_KEY\`, \`<NAME>_TOKEN\`, or \`<NAME>_USERNAME\` and \`<NAME>_PASSWORD\`; \`.env.example\`
  lists them. This is enough for one person over stdio.
- \`npm run build\`, then \`node dist/server.js --transport http --port 3000\`. \`/mcp\` has the tools of all providers, \`/<provider>/mcp\` those of one.
- Callers with tokens of an identity provider: set \`MCP_ISSUER\`, and \`MCP_PUBLIC_URL\` to the URL of the server (\`http://127.0.0.1:3000\` while you test). Without an identity
  provider: \`MCP_AUTHORIZATION_SERVER=built-in\`, and users sign in at pages of this server with their account of the API.
- Over HTTP, each user needs credentials of their own. One key for the whole team, or a program without accounts: \`shared_credentials: true\` under the provider in
  \`provider-config.yaml\`.
- In a database, the user is \`<issuer>|<sub>\`. If the column contains something else, convert it with \`userOf\` (page \`sql\`).

Pages at ${pageUrl('')}, as \`NAME.md\`: ${PAGES.replaceAll(' ', ', ')}.

## Commands

Those of \`npx mcp-provider\` run in a project.

${rows.join('\n')}

\`--help --all\` after a command lists its options.

${contractOf(agents)}
`;
}

function contractOf(agents: string): string {
  const [, text = ''] = /^(## Contract\n[^]*)$/m.exec(agents) ?? [];
  // For APIs with the current SDK: projects of other kinds have their own words.
  const section = text
    .replace('{{code calls}}', 'Build URL paths with `path`.')
    .replace('{{runtime}}', 'mcp-provider');
  if (section === '' || section.includes('{{'))
    throw new Error('templates/project/AGENTS.md.hbs has no plain section "Contract".');
  return section.trim();
}
