import type { ClientDocument, DataEntry } from '../model/project.js';
import type { Data } from './documents/data.js';

interface ClientFile {
  path: string;
  client: string;
  /** Ways to the map of servers; the first that is there counts. */
  containers: readonly (readonly string[])[];
}

const MCP_SERVERS = [['mcpServers']];

/** Files in a project that clients read (clients.md 1), as far as they are JSON. */
export const CLIENT_FILES: readonly ClientFile[] = [
  { path: '.mcp.json', client: 'claude-code', containers: [['mcpServers'], ['servers']] },
  { path: '.cursor/mcp.json', client: 'cursor', containers: MCP_SERVERS },
  { path: '.vscode/mcp.json', client: 'vscode', containers: [['servers']] },
  { path: '.github/mcp.json', client: 'copilot-cli', containers: MCP_SERVERS },
  { path: '.zed/settings.json', client: 'zed', containers: [['context_servers']] },
  { path: '.roo/mcp.json', client: 'roo-code', containers: MCP_SERVERS },
  { path: '.gemini/settings.json', client: 'gemini-cli', containers: MCP_SERVERS },
  { path: '.amp/settings.json', client: 'amp', containers: [['amp.mcpServers']] },
  { path: 'opencode.json', client: 'opencode', containers: [['mcp', 'servers'], ['mcp']] },
  { path: 'opencode.jsonc', client: 'opencode', containers: [['mcp', 'servers'], ['mcp']] },
  { path: '.kiro/settings/mcp.json', client: 'kiro', containers: MCP_SERVERS },
  { path: '.junie/mcp/mcp.json', client: 'junie', containers: MCP_SERVERS },
  {
    path: '.warp/.mcp.json',
    client: 'warp',
    containers: [['mcpServers'], ['mcp_servers'], ['servers']],
  },
  { path: 'fastchat.config.json', client: 'fastchat', containers: [['mcp_servers']] },
];

/** Other files that start the server, or say how: their texts are looked through, their entries are not. */
export const STARTING_TEXTS = [
  '.codex/config.toml',
  '.npmrc',
  'Dockerfile',
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'docker-compose.yml',
  'fly.toml',
  'smithery.yaml',
];

export class ClientConfig implements ClientDocument {
  constructor(
    readonly client: string,
    readonly document: Data,
    readonly containers: ClientFile['containers'],
  ) {}

  get servers(): readonly DataEntry[] {
    const container = this.containers.find((path) => this.document.get(...path)?.is === 'map');
    return container ? this.document.entries(...container) : [];
  }
}
