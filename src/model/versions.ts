/** Versions that were tested together. Projects pin them exactly. `mcp-provider` has the version of this package. */
export const versions = {
  '@modelcontextprotocol/client': '2.4.0',
  '@modelcontextprotocol/sdk': '1.32.2',
  '@types/node': '20.19.43',
  aws4fetch: '1.0.20',
  ioredis: '6.0.0',
  libsql: '0.5.29',
  mysql2: '3.24.5',
  'openid-client': '6.8.9',
  pg: '8.23.1',
  rolldown: '1.2.19',
  typescript: '7.0.2',
  // The version that depends on the Rolldown above, so that only one Rolldown is installed.
  vite: '8.3.8',
  vitest: '4.1.12',
  zod: '4.6.7',
} as const;

/** Versions of package managers that projects state if the machine has no such manager. */
export const packageManagerVersions = { pnpm: '12.21.0', yarn: '4.18.1', bun: '1.4.5' } as const;

/** The last TypeScript version that finds packages of Yarn's Plug'n'Play. */
export const plugAndPlayTypescript = '6.0.3';

export type PackageName = keyof typeof versions;

/** Packages with native libraries, which bundles cannot contain. */
export const nativePackages: readonly PackageName[] = ['libsql'];
