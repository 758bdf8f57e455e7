import type { PackageManager } from '../model/spec.js';

/** What a person types, for one package manager. */
export interface ProjectCommands {
  install: string;
  build: string;
  typecheck: string;
  test: string;
  validate: string;
  inspect: string;
  startHttp: string;
  auth(provider: string | undefined): string;
}

export function projectCommands(packageManager: PackageManager): ProjectCommands {
  const script = (name: string) =>
    packageManager === 'npm' ? `npm run ${name}` : `${packageManager} run ${name}`;
  // npm keeps options for itself unless two dashes come first.
  const options = (text: string) => (packageManager === 'npm' ? ` -- ${text}` : ` ${text}`);
  return {
    install: `${packageManager} install`,
    build: script('build'),
    typecheck: script('typecheck'),
    test: packageManager === 'npm' ? 'npm test' : script('test'),
    validate: script('validate'),
    inspect: script('inspect'),
    startHttp:
      (packageManager === 'npm' ? 'npm start' : script('start')) + options('--transport http'),
    auth: (provider) =>
      script('auth') + (provider === undefined ? '' : options(`--provider ${provider}`)),
  };
}
