const TESTING = ['@modelcontextprotocol/client'];

/** Packages that an entry of the runtime imports and does not bring: its optional peers, but for the program of tests. */
const ENTRY_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'mcp-provider/agent': ['@modelcontextprotocol/client'],
  'mcp-provider/files/bucket': ['aws4fetch'],
  'mcp-provider/metrics': ['prom-client'],
  'mcp-provider/oauth': ['openid-client'],
  'mcp-provider/remote': ['@modelcontextprotocol/client'],
  'mcp-provider/sql/mysql': ['mysql2'],
  'mcp-provider/sql/postgres': ['pg'],
  'mcp-provider/sql/sqlite': ['libsql'],
  'mcp-provider/stores/postgres': ['pg'],
  'mcp-provider/stores/redis': ['ioredis'],
  'mcp-provider/testing': TESTING,
  'mcp-provider/testing/agent': TESTING,
  'mcp-provider/testing/files': TESTING,
  'mcp-provider/testing/oauth': [...TESTING, 'openid-client'],
  'mcp-provider/testing/remote': TESTING,
  'mcp-provider/testing/sql/mysql': [...TESTING, 'mysql2'],
  'mcp-provider/testing/sql/postgres': [...TESTING, 'pg'],
  'mcp-provider/testing/sql/sqlite': [...TESTING, 'libsql'],
  'mcp-provider/v1': ['@modelcontextprotocol/sdk'],
};

export const entryPackages = (entry: string): readonly string[] =>
  Object.hasOwn(ENTRY_PACKAGES, entry) ? (ENTRY_PACKAGES[entry] ?? []) : [];
