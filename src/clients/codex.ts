import type { ClientRow } from '../model/client.js';

export default {
  label: 'OpenAI Codex CLI',
  format: 'toml',
  container: { path: ['mcp_servers'] },
  project: ['.codex/config.toml'],
  user: ['$CODEX_HOME/config.toml', '~/.codex/config.toml'],
  stdio: { command: 'command', args: 'args', env: 'env', envNames: 'env_vars' },
  http: {
    url: 'url',
    headers: 'http_headers',
    headersFromEnv: 'env_http_headers',
    bearerFromEnv: 'bearer_token_env_var',
  },
  oauth: { clientId: 'oauth.client_id', scopes: 'scopes' },
  timeout: { key: 'tool_timeout_sec', unit: 's' },
  trustedProjectOnly: true,
  names: { pattern: '^[A-Za-z0-9_-]+$', max: 64 },
  cli: {
    stdio: 'codex mcp add NAME [--env ENV] -- COMMAND',
    http: 'codex mcp add NAME --url URL [--bearer-token-env-var BEARER]',
    login: 'codex mcp login NAME',
  },
  sources: [
    'openai/codex rust-v0.159.3 codex-rs/config/src/mcp_types.rs (headers on a url table is ignored; http_headers, env_http_headers)',
    'docs.rs/tuff-adapter-codex 0.13.0 (2026-09-16, Codex 0.154.0: project file only in a trusted project)',
  ],
} satisfies ClientRow;
