import type { PackageManager } from '../model/spec.js';
import { shellWords } from '../model/text/shell-words.js';
import { packageManagerVersions } from '../model/versions.js';

/** The commands that users type, for one package manager. */
export interface ProjectCommands {
  install: string;
  /** Installs exactly what the lock file contains, on a machine that only has Node.js. */
  cleanInstall: string;
  /** Installs with only the project's folder, because the lock file of a workspace is above it. */
  imageInstall: string;
  lockFile: string;
  /** Installs only what a server needs, after `cleanInstall`. */
  productionInstall: string;
  build: string;
  dev: string;
  test: string;
  /** Accepts the recorded results of tests. */
  updateTests: string;
  check: string;
  typecheck: string;
  /** Validates, with annotations on the changed lines. */
  validateInCi: string;
  startHttp: string;
  /** Start of a command of `mcp-provider`. */
  cli: string;
  /** Runs the tests in some files. */
  testOne: string;
  /** Runs a program of an installed package. */
  exec(command: string): string;
  /** Runs a script of package.json. */
  run(script: string): string;
  signIn(provider: string): string;
}

/** Preparation on a machine that only has Node.js, which has no Corepack since version 25. */
const SETUP: Record<PackageManager, (version: string) => string> = {
  npm: () => '',
  pnpm: (version) => `npm install --global ${withVersion('pnpm', version)} && `,
  yarn: (version) =>
    `npm install --global ${isYarn1('yarn', version) ? `yarn@${version}` : withVersion('@yarnpkg/cli-dist', version)} && `,
  bun: (version) =>
    `npm install --global ${withVersion('bun', version || packageManagerVersions.bun)} && `,
};

const withVersion = (name: string, version: string) =>
  version === '' ? name : `${name}@${version}`;

const LOCKED_INSTALL: Record<PackageManager, string> = {
  npm: 'npm ci',
  pnpm: 'pnpm install --frozen-lockfile',
  yarn: 'yarn install --immutable',
  bun: 'bun install --frozen-lockfile',
};

const LOCK_FILE: Record<PackageManager, string> = {
  npm: 'package-lock.json',
  pnpm: 'pnpm-lock.yaml',
  yarn: 'yarn.lock',
  bun: 'bun.lock',
};

const PRODUCTION_INSTALL: Record<PackageManager, string> = {
  npm: 'npm ci --omit=dev',
  pnpm: 'pnpm install --frozen-lockfile --prod',
  // The image runs without Yarn, which would have to resolve packages of its own linker.
  yarn: 'YARN_NODE_LINKER=node-modules yarn workspaces focus --production',
  bun: 'bun install --frozen-lockfile --production',
};

const EXEC: Record<PackageManager, string> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn',
  bun: 'bunx',
};

const isYarn1 = (packageManager: PackageManager, version: string) =>
  packageManager === 'yarn' && version.startsWith('1.');

export function projectCommands(packageManager: PackageManager, version = ''): ProjectCommands {
  const isNpm = packageManager === 'npm';
  const script = (name: string) => (isNpm ? `npm run ${name}` : `${packageManager} run ${name}`);
  const exec = (command: string) => `${EXEC[packageManager]} ${command}`;
  const install = `${packageManager} install`;
  const lockedInstall = isYarn1(packageManager, version)
    ? 'yarn install --frozen-lockfile'
    : LOCKED_INSTALL[packageManager];
  const setup = SETUP[packageManager](version);
  return {
    install,
    cleanInstall: setup + lockedInstall,
    imageInstall: `${setup}if [ -f ${LOCK_FILE[packageManager]} ]; then ${lockedInstall}; else ${install}; fi`,
    lockFile: LOCK_FILE[packageManager],
    productionInstall: isYarn1(packageManager, version)
      ? 'yarn install --frozen-lockfile --production'
      : PRODUCTION_INSTALL[packageManager],
    build: script('build'),
    dev: script('dev'),
    test: isNpm ? 'npm test' : script('test'),
    updateTests: isNpm ? 'npm test -- -u' : `${script('test')} -u`,
    check: script('check'),
    typecheck: script('typecheck'),
    validateInCi: `${script('validate')}${isNpm ? ' --' : ''} --format github`,
    // npm treats options as its own unless two dashes precede them.
    startHttp: isNpm ? 'npm start -- --transport http' : `${script('start')} --transport http`,
    cli: exec('mcp-provider'),
    testOne: exec('vitest run'),
    exec,
    run: script,
    signIn: (provider) => `${exec('mcp-provider')} sign-in ${provider}`,
  };
}

/** Returns a call of a tool on the command line, after the program's name. */
export const callLine = (
  tool: string,
  args: Readonly<Record<string, unknown>>,
  ...options: readonly string[]
): string =>
  shellWords([
    ...['call', tool, ...options],
    ...Object.entries(args).flatMap(([name, value]) => [
      '--arg',
      `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ]),
  ]);
