import { LOCK_SCRIPT, type PackageChanges } from '../model/feature.js';
import { jsonText } from '../model/json-text.js';
import type { PackageManager, SdkLine, StoreKind, YarnLinker } from '../model/spec.js';
import {
  nativePackages,
  type PackageName,
  plugAndPlayTypescript,
  versions,
} from '../model/versions.js';

const SDK_PACKAGES: Record<SdkLine, readonly PackageName[]> = {
  v2: [],
  v1: ['@modelcontextprotocol/sdk'],
};

const DEVELOPMENT_PACKAGES: readonly PackageName[] = [
  '@modelcontextprotocol/client',
  '@types/node',
  'rolldown',
  'typescript',
  'vite',
  'vitest',
  'zod',
];

const STORE_PACKAGES: Record<StoreKind, PackageName> = { redis: 'ioredis', postgres: 'pg' };

interface PackageJsonOptions {
  name: string;
  description: string;
  sdk: SdkLine;
  packageManager: PackageManager;
  packageManagerVersion?: string;
  yarnWorkspace?: YarnLinker;
  store?: StoreKind;
  /** Versions or files from which our packages are installed. */
  runtime: Readonly<Record<string, string>>;
  /** Packages that the project's providers need. */
  dependencies: readonly string[];
  /** Changes by the project's features. */
  changes?: readonly PackageChanges[];
}

/** Version of a new project. */
export const FIRST_VERSION = '0.1.0';

/** Returns the names of packages that a project needs, whatever its providers are. */
export const commonPackages = (store: StoreKind | undefined): string[] => [
  ...(store ? [STORE_PACKAGES[store]] : []),
  ...DEVELOPMENT_PACKAGES,
];

export function packageJson(options: PackageJsonOptions): string {
  const { sdk, store, runtime, packageManager, packageManagerVersion, changes = [] } = options;
  const { yarnWorkspace } = options;
  const packages = new Set([
    ...SDK_PACKAGES[sdk],
    ...commonPackages(store),
    ...options.dependencies,
  ]);
  const native = [...packages].filter(isNative);
  const manifest = {
    name: options.name,
    version: FIRST_VERSION,
    description: options.description,
    ...(changes.every(({ isPublic }) => !isPublic) && { private: true }),
    ...Object.fromEntries(changes.flatMap(({ members = {} }) => Object.entries(members))),
    type: 'module',
    ...(packageManagerVersion && { packageManager: `${packageManager}@${packageManagerVersion}` }),
    engines: { node: '>=20.19' },
    scripts: {
      ...projectScripts(packageManager),
      ...Object.fromEntries(changes.flatMap(({ scripts = {} }) => Object.entries(scripts))),
    },
    // `dist/` contains all other packages, so users of the published package need none of them.
    ...(native.length > 0 && { dependencies: packageVersions(native) }),
    devDependencies: sortPackages({
      ...runtime,
      ...packageVersions([...packages].filter((name) => !isNative(name))),
      ...(yarnWorkspace === 'pnp' && { typescript: plugAndPlayTypescript }),
    }),
    // Vitest would install the newest Vite in addition to this one. Yarn reads resolutions only in
    // the root of a workspace.
    ...(packageManager === 'yarn' && !yarnWorkspace && { resolutions: packageVersions(['vite']) }),
  };
  return jsonText(manifest);
}

/** Returns whether bundles cannot contain a package. */
export const isNative = (name: string): boolean =>
  nativePackages.some((nativePackage) => nativePackage === name);

const sortPackages = (packages: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));

export function packageVersions(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, packageVersion(name)]));
}

function packageVersion(name: string): string {
  const version: string | undefined = Object.entries(versions).find(
    ([packageName]) => packageName === name,
  )?.[1];
  if (version === undefined) throw new Error(`src/model/versions.ts has no version of ${name}`);
  return version;
}

/** Returns the scripts of package.json in a new project. */
function projectScripts(packageManager: PackageManager): Record<string, string> {
  const run = (script: string) => `${packageManager} run ${script}`;
  return {
    build: 'mcp-provider build',
    dev: 'mcp-provider dev',
    start: 'node dist/server.js',
    // All in one process, because starting one for each provider would take most of the time.
    test: `${run('build')} && vitest run --no-isolate`,
    typecheck: 'tsc',
    validate: 'mcp-provider validate',
    check: ['typecheck', 'validate', 'test'].map(run).join(' && '),
    version: LOCK_SCRIPT,
  };
}
