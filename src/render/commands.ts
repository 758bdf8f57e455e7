import type { PackageManager } from '../model/spec.js';

/** What a person types, for one package manager. */
export interface ProjectCommands {
  install: string;
  /** What the lock file says, on a machine that has Node only. */
  cleanInstall: string;
  build: string;
  typecheck: string;
  test: string;
  validate: string;
  /** With annotations on the changed lines. */
  validateInCi: string;
  inspect: string;
  startHttp: string;
  /** Signs in; `more` are further options. */
  auth(provider: string | undefined, more?: string): string;
}

const CLEAN_INSTALL: Record<PackageManager, string> = {
  npm: 'npm ci',
  pnpm: 'corepack enable && pnpm install --frozen-lockfile',
  yarn: 'corepack enable && yarn install --immutable',
  bun: 'npm install --global bun && bun install --frozen-lockfile',
};

export function projectCommands(packageManager: PackageManager): ProjectCommands {
  const script = (name: string) =>
    packageManager === 'npm' ? `npm run ${name}` : `${packageManager} run ${name}`;
  // npm keeps options for itself unless two dashes come first.
  const options = (text: string) => (packageManager === 'npm' ? ` -- ${text}` : ` ${text}`);
  return {
    install: `${packageManager} install`,
    cleanInstall: CLEAN_INSTALL[packageManager],
    build: script('build'),
    typecheck: script('typecheck'),
    test: packageManager === 'npm' ? 'npm test' : script('test'),
    validate: script('validate'),
    validateInCi: script('validate') + options('--format github'),
    inspect: script('inspect'),
    startHttp:
      (packageManager === 'npm' ? 'npm start' : script('start')) + options('--transport http'),
    auth(provider, more) {
      const all = [provider === undefined ? '' : `--provider ${provider}`, more ?? ''];
      const given = all.filter(Boolean).join(' ');
      return script('auth') + (given === '' ? '' : options(given));
    },
  };
}
