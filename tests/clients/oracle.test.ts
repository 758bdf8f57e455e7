import { homedir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { agents, type AgentType, type McpServerConfig } from 'add-mcp';
import { expect, it } from 'vitest';
import { clientFiles } from '../../src/client-config/client-files.js';
import { entryFor } from '../../src/clients/entry/entry.js';
import type { JsonObject } from '../../src/model/json.js';
import { memoryFiles } from '../support/memory.js';
import { fileClient, inUserFile, local, remote } from './servers.js';

/** Clients that add-mcp knows, too, by its name for them. */
const KNOWN: Readonly<Record<string, AgentType>> = {
  antigravity: 'antigravity',
  'claude-code': 'claude-code',
  'claude-desktop': 'claude-desktop',
  cline: 'cline-cli',
  codex: 'codex',
  'copilot-cli': 'github-copilot-cli',
  cursor: 'cursor',
  'gemini-cli': 'gemini-cli',
  goose: 'goose',
  kilo: 'kilo-code',
  kiro: 'kiro-cli',
  opencode: 'opencode',
  vscode: 'vscode',
  windsurf: 'windsurf',
  zed: 'zed',
};

/** Keys that differ, and why ours are meant. */
const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  antigravity: { env: 'not expanded', headers: 'not expanded' },
  'claude-code': { type: 'written for stdio' },
  'claude-desktop': { env: 'not expanded' },
  cline: { type: 'written for stdio' },
  codex: {
    env: 'not expanded',
    env_vars: 'names of variables',
    type: 'not in the schema',
    http_headers: 'not expanded',
    bearer_token_env_var: 'name of the variable',
  },
  cursor: { type: 'written for stdio' },
  goose: { envs: 'not expanded', env_keys: 'names of variables', description: 'required' },
  kilo: { oauth: 'beside a fixed header' },
  opencode: { enabled: 'version 1', oauth: 'beside a fixed header' },
  vscode: { type: 'required for stdio' },
  zed: {
    source: 'old versions',
    type: 'not in the schema',
    env: 'not expanded',
    headers: 'not expanded',
  },
};

/** Variables in any syntax are the same. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null).replace(
      /\$?\{(?:env:|input:acme-(?:chat|remote-mcp-example-com)-)?([\w-]+)\}/g,
      (_, name: string) => `\${${name.toUpperCase().replaceAll('-', '_')}}`,
    ),
  );

it.each(Object.entries(KNOWN))('add-mcp agrees on the entries of %s', (id, agent) => {
  const stdio: McpServerConfig = {
    command: 'node',
    args: ['/home/ann/acme/dist/server.js', '--provider', 'acme_chat'],
    env: { ACME_KEY: '${ACME_KEY}' },
  };
  const http: McpServerConfig = {
    type: 'http',
    url: 'https://mcp.example.com/acme_chat/mcp',
    headers: { Authorization: 'Bearer ${ACME_TOKEN}' },
  };
  const found = new Set<string>();
  for (const [server, config] of [
    [local, stdio],
    [remote, http],
  ] as const) {
    if (!agents[agent].supportedTransports.includes(config.type ?? 'stdio')) continue;
    const theirs = agents[agent].transformConfig(server.name, config, {
      local: false,
    }) as JsonObject;
    const ours = entryFor(fileClient(id), server, { ...inUserFile, node: undefined }).value;
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(ours)]))
      if (!isDeepStrictEqual(plain(ours[key]), plain(theirs[key]))) found.add(key);
  }
  expect([...found].toSorted()).toEqual(Object.keys(DIFFERENCES[id] ?? {}).toSorted());
});

it.skipIf(process.platform !== 'linux').each(Object.entries(KNOWN))(
  'add-mcp agrees on the files of %s',
  async (id, agent) => {
    const client = fileClient(id);
    const home = homedir();
    const around = {
      files: memoryFiles(),
      machine: { home, platform: 'linux', env: {} } as const,
      workspace: '/w',
    };
    const { configPath, localConfigPath, configKey } = agents[agent];
    const paths = async (scope: 'user' | 'project') =>
      (await clientFiles(client, scope, 'acme', around)).map(({ path }) => path);
    // The file of Kilo may have either ending; version 1 of opencode has another container.
    const isSame = (path: string) => (one: string) =>
      one.replace(/\.jsonc$/, '.json') === path.replace(/\.jsonc$/, '.json');
    expect((await paths('user')).some(isSame(configPath))).toBe(true);
    if (localConfigPath !== undefined)
      expect((await paths('project')).some(isSame(`/w/${localConfigPath}`))).toBe(true);
    const containers = [client.container.path, client.otherShape?.path];
    expect(containers.map((path) => path?.join('.'))).toContain(configKey);
  },
);
