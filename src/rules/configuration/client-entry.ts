import type { ClientDocument, DataEntry } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { textsBelow } from './documents/texts.js';

const CONTAINERS = /^(mcpServers|servers|mcp_servers|context_servers)$/;
const WAYS = /^(command|cmd|url|serverUrl|httpUrl|uri|config|transport|httpstream-url)$/;
/** What `npm start` runs, and what it is made of. */
const SERVER = /(^|[\\/])(dist[\\/]server\.js|src[\\/]server\.ts)$/;
const HINT = 'Let "mcp-provider config" print the entry for this client.';

export default defineRule({
  severity: 'error',
  summary:
    'Client files in the project have a form that their client reads, and start a provider that is there.',
  why: 'A client says nothing about an entry it does not understand: the tools just are not there.',
  source: {
    text: 'github/copilot-cli issue 3835; genomoncology/biomcp issue 243.',
    url: 'https://github.com/github/copilot-cli/issues/3835',
  },
  on: 'project',
  check({ documents: { clients }, providers }, report) {
    const names = new Set(providers.map(({ name }) => name));
    for (const client of clients) {
      const { document, servers } = client;
      const misnamed = servers.length === 0 ? otherContainer(client) : undefined;
      if (misnamed) {
        report({
          at: document.at(misnamed),
          message: `The client "${client.client}" does not read "${misnamed.key}" in this file.`,
          hint: HINT,
        });
      }
      for (const server of servers) {
        const keys = server.value.is === 'map' ? server.value.entries.map(({ key }) => key) : [];
        if (!keys.some((key) => WAYS.test(key))) {
          report({
            at: document.at(server),
            message: `The entry "${server.key}" says neither how to start a server nor where one is.`,
            hint: HINT,
          });
        }
        for (const { value, name } of startedProviders(server)) {
          if (names.has(name)) continue;
          report({
            at: document.at(value),
            message: `The entry "${server.key}" starts a provider "${name}", which is not in this project.`,
            hint: `Name one of these: ${[...names].join(', ')}.`,
          });
        }
      }
    }
  },
  examples: [
    {
      ok: project`
        // .mcp.json
        { "mcpServers": { "weather": { "command": "node", "args": ["dist/server.js", "--provider", "weather"] } } }
      `,
    },
    {
      ok: project`
        // .mcp.json
        { "mcpServers": { "weather": { "command": "npx", "args": ["other-server", "--provider", "openai"] } } }
      `,
    },
    {
      ok: project`
        // .mcp.json
        { "mcpServers": { "weather": { "command": "npm", "args": ["start", "--", "--provider", "weather"] } } }
      `,
    },
    {
      ok: project`
        // .zed/settings.json
        { "tab_size": 2 }
      `,
    },
    {
      bad: project`
        // .mcp.json
        { "mcpServers": { "weather": { "command": "node", "args": ["dist/server.js", "--provider", ‹"wether"›] } } }
      `,
      finds: ['The entry "weather" starts a provider "wether", which is not in this project.'],
    },
    {
      bad: project`
        // .mcp.json
        { "mcpServers": { ‹"weather"›: { "args": ["dist/server.js"] } } }
      `,
      finds: ['The entry "weather" says neither how to start a server nor where one is.'],
    },
    {
      bad: project`
        // .vscode/mcp.json
        { ‹"mcpServers"›: { "weather": { "command": "node" } } }
      `,
      finds: ['The client "vscode" does not read "mcpServers" in this file.'],
    },
  ],
});

/** A map of servers under a name that is another client's. */
const otherContainer = ({ document }: ClientDocument): DataEntry | undefined =>
  document
    .entries()
    .find(
      ({ key, value }) => CONTAINERS.test(key) && value.is === 'map' && value.entries.length > 0,
    );

/** What follows `--provider` where it is our server that is started. */
function startedProviders({ value: server }: DataEntry) {
  const texts = textsBelow(server);
  const isOurs = texts.some(({ text }) => text === 'start' || SERVER.test(text));
  if (!isOurs) return [];
  return texts.flatMap(({ value, text }, index) => {
    const [, inline] = /^--provider=(.*)$/.exec(text) ?? [];
    const name = texts[index - 1]?.text === '--provider' ? text : inline;
    return name === undefined || name.includes('$') ? [] : [{ value, name }];
  });
}
