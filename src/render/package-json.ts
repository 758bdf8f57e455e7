import type { SdkLine } from '../model/spec.js';
import type { PackageName } from './versions.js';
import { versions } from './versions.js';

const SDK_PACKAGES: Record<SdkLine, { production: PackageName[]; development: PackageName[] }> = {
  v2: {
    production: ['@modelcontextprotocol/node', '@modelcontextprotocol/server'],
    development: [],
  },
  v1: { production: ['@modelcontextprotocol/sdk', 'express'], development: ['@types/express'] },
};

const INSPECTOR = '@modelcontextprotocol/inspector@2.12.0';

/** It builds first: people sign in before they start anything. */
export const signInScript = 'node build.mjs && node dist/server.js --local-auth';

export interface PackageJsonOptions {
  name: string;
  description: string;
  sdk: SdkLine;
  /** The provider that the inspector opens. */
  inspected: string;
  /** Of this tool. */
  generatorVersion: string;
  /** That auth styles and features bring. */
  dependencies: readonly string[];
  devDependencies: readonly string[];
}

export function packageJson(options: PackageJsonOptions): string {
  const sdk = SDK_PACKAGES[options.sdk];
  const manifest = {
    name: options.name,
    version: '0.1.0',
    description: options.description,
    private: true,
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: {
      build: 'node build.mjs',
      start: 'node dist/server.js',
      dev: 'tsx watch src/server.ts --transport http',
      test: 'node build.mjs && vitest run',
      typecheck: 'tsc',
      auth: signInScript,
      inspect: `node build.mjs && npx -y ${INSPECTOR} node dist/server.js --provider ${options.inspected}`,
      validate: `npx -y -p create-mcp-provider@${options.generatorVersion} mcp-provider validate`,
    },
    dependencies: pinned([...sdk.production, 'jose', 'yaml', 'zod', ...options.dependencies]),
    devDependencies: pinned([
      ...sdk.development,
      '@modelcontextprotocol/client',
      '@types/node',
      'esbuild',
      'tsx',
      'typescript',
      'vitest',
      ...options.devDependencies,
    ]),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Versions by name, in the order of names. */
export function pinned(names: readonly string[]): Record<string, string> {
  return Object.fromEntries([...new Set(names)].toSorted().map((name) => [name, versionOf(name)]));
}

function versionOf(name: string): string {
  const version: string | undefined = Object.entries(versions).find(
    ([known]) => known === name,
  )?.[1];
  if (version === undefined) throw new Error(`src/render/versions.ts has no version of ${name}`);
  return version;
}
