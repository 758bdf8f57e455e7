import { commandOrUrlKeys, projectFiles } from '../../clients/entry/project-files.js';
import type { DataNode } from '../../model/document.js';
import type { Rule } from '../../model/rule.js';
import { nearestOf } from '../../model/text/nearest.js';

const NAMES = /^(mcpServers|servers|mcp_servers|context_servers)$/;
const HINT = 'Run "npx mcp-provider config" to print the entry for this client.';

const entry = (name: string, program = 'dist/server.js') =>
  `{ "mcpServers": { "weather": { "command": "node", "args": [${JSON.stringify(program)}, "--provider", ${name}] } } }`;

export default {
  severity: 'error',
  summary: 'Client configuration files use the keys of their client and start existing providers.',
  why: 'Clients ignore invalid entries without a message, so the tools are missing.',
  source: {
    text: 'github/copilot-cli issue 3835; genomoncology/biomcp issue 243.',
    url: 'https://github.com/github/copilot-cli/issues/3835',
  },
  project(project, report) {
    const providers = project.providers.map(({ name }) => name);
    for (const [path, { containers, completeWith }] of projectFiles()) {
      const document = project.document(path);
      if (!document || document.errors.length > 0) continue;
      const container = containers.find((keys) => document.get(...keys));
      for (const [key, { keyRange, members }] of container ? [] : document.members)
        if (NAMES.test(key) && members.size > 0)
          report(
            keyRange,
            `This client ignores "${key}": it reads "${containers[0]?.join('.') ?? ''}".`,
            HINT,
          );
      for (const [name, server] of container ? (document.get(...container)?.members ?? []) : []) {
        const keys = [...server.members.keys()];
        if (!keys.some((key) => commandOrUrlKeys.has(key) || completeWith.includes(key)))
          report(server.keyRange, `The entry "${name}" has neither a command nor a URL.`, HINT);
        const texts = textsIn(server);
        const source = texts.find(({ value }) =>
          /(^|[\\/])src[\\/]server\.ts$/.test(String(value)),
        );
        if (source && server.text('command') === 'node')
          report(
            source.range,
            `The entry "${name}" runs "${String(source.value)}" with Node.js, which cannot load its imports.`,
            'Use "dist/server.js", which "npm run build" writes.',
            [
              {
                at: source.range,
                text: JSON.stringify(
                  String(source.value).replace(/src([\\/])server\.ts$/, 'dist$1server.js'),
                ),
              },
            ],
          );
        const providerOption = startedProvider(texts);
        if (!providerOption || providers.includes(String(providerOption.value))) continue;
        const suggestion = nearestOf(String(providerOption.value), providers);
        report(
          providerOption.range,
          `The entry "${name}" starts the provider "${String(providerOption.value)}", which does not exist.`,
          suggestion === undefined ? `Use one of ${providers.join(', ')}.` : `Use "${suggestion}".`,
          suggestion === undefined
            ? undefined
            : [{ at: providerOption.range, text: JSON.stringify(suggestion) }],
        );
      }
    }
  },
  examples: {
    pass: [
      { '.mcp.json': entry('"weather"') },
      { '.zed/settings.json': '{ "context_servers": { "gh": { "settings": {} } } }' },
      {
        'opencode.json':
          '{ // ours\n  "mcp": { "gh": { "type": "local", "command": ["gh"], "enabled": true } },\n}\n',
      },
      {
        '.mcp.json':
          '{ "mcpServers": { "other": { "command": "npx", "args": ["x", "--provider", "y"] } } }',
      },
    ],
    fail: [
      [
        { '.mcp.json': entry('‹"wether"›') },
        'The entry "weather" starts the provider "wether", which does not exist.',
      ],
      [
        { '.vscode/mcp.json': '{ ‹"mcpServers"›: { "weather": { "command": "node" } } }' },
        'This client ignores "mcpServers": it reads "servers".',
      ],
      [
        { '.cursor/mcp.json': '{ "mcpServers": { ‹"weather"›: { "program": "node" } } }' },
        'The entry "weather" has neither a command nor a URL.',
      ],
      [
        {
          '.mcp.json': entry('"weather"', 'src/server.ts').replace(
            '"src/server.ts"',
            '‹"src/server.ts"›',
          ),
        },
        'The entry "weather" runs "src/server.ts" with Node.js, which cannot load its imports.',
      ],
    ],
    fix: [[{ '.mcp.json': entry('"wether"') }, { '.mcp.json': entry('"weather"') }]],
  },
} satisfies Rule;

const textsIn = (data: DataNode): DataNode[] => [
  ...(typeof data.value === 'string' ? [data] : []),
  ...[...data.members.values(), ...data.items].flatMap(textsIn),
];

/** Returns the value of `--provider` if the command starts this project's server. */
function startedProvider(texts: readonly DataNode[]): DataNode | undefined {
  const isOwn = texts.some(({ value }) =>
    /^start$|(^|[\\/])(dist[\\/]server\.js|src[\\/]server\.ts)$/.test(String(value)),
  );
  const argument = texts[texts.findIndex(({ value }) => value === '--provider') + 1];
  return isOwn && argument !== texts[0] && !String(argument?.value).includes('$')
    ? argument
    : undefined;
}
