/** Versions that were tested together; rendered projects pin them exactly. */
export const versions = {
  '@cfworker/json-schema': '4.1.6',
  '@modelcontextprotocol/client': '2.4.0',
  '@modelcontextprotocol/node': '2.1.2',
  '@modelcontextprotocol/sdk': '1.32.2',
  '@modelcontextprotocol/server': '2.4.0',
  '@types/express': '5.0.6',
  '@types/node': '20.19.43',
  '@types/oidc-provider': '9.12.1',
  '@types/pg': '8.23.1',
  esbuild: '0.28.2',
  express: '5.3.0',
  ioredis: '6.0.0',
  jose: '6.2.17',
  'oidc-provider': '9.13.3',
  'openid-client': '6.8.9',
  pg: '8.23.1',
  tsx: '4.23.15',
  typescript: '5.9.3',
  vitest: '4.1.12',
  yaml: '2.9.1',
  zod: '4.6.7',
} as const;

export type PackageName = keyof typeof versions;
