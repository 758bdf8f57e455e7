/** Versions that were tested together; rendered projects pin them exactly. */
export const versions = {
  '@cfworker/json-schema': '4.1.6',
  '@modelcontextprotocol/client': '2.4.0',
  '@modelcontextprotocol/node': '2.1.2',
  '@modelcontextprotocol/sdk': '1.32.2',
  '@modelcontextprotocol/server': '2.4.0',
  '@types/express': '5.0.6',
  '@types/node': '20.19.43',
  esbuild: '0.28.2',
  express: '5.2.1',
  jose: '6.2.17',
  tsx: '4.23.15',
  typescript: '5.9.3',
  vitest: '4.1.12',
  yaml: '2.9.1',
  zod: '4.6.7',
} as const;

export type PackageName = keyof typeof versions;
