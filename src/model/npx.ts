import type { PackageManager } from './spec.js';

/** Returns a command of `mcp-provider` that works even if no package of ours is installed. */
export const npx = (commandText: string, version?: string) =>
  `npx -p create-mcp-provider${version === undefined ? '' : `@${version}`} mcp-provider ${commandText}`;

/** Returns a command of `mcp-provider` in a project, which has both packages installed. */
export const cliCommand = (commandText: string) => `npx mcp-provider ${commandText}`;

/** A package manager, and its version if known, such as "4.18.1". */
export interface Manager {
  name: PackageManager;
  version?: string | undefined;
  /** Commands run in a project, which has both packages. */
  isInProject?: boolean;
}

/** Equivalents of `npx` for installed programs and for those of a package that is not installed. */
const RUNNERS: Readonly<
  Record<PackageManager, readonly [exec: string, dlx: string, from: string]>
> = {
  npm: ['npx', 'npx', '-p '],
  pnpm: ['pnpm exec', 'pnpm dlx', '--package='],
  yarn: ['yarn', 'yarn dlx', '-p '],
  bun: ['bunx', 'bunx', '-p '],
};

/** Returns a text with npm commands, adapted to the user's package manager. */
export function commandsForManager(
  text: string,
  { name, version, isInProject = false }: Manager,
): string {
  const [exec, dlx, option] = RUNNERS[name];
  // Yarn 1 cannot run packages that are not installed.
  const [start, from] =
    name === 'yarn' && (version ?? '1.').startsWith('1.') ? RUNNERS.npm.slice(1) : [dlx, option];
  const ownCommand = isInProject
    ? text.replace(/\bnpx -p create-mcp-provider\S* (?=mcp-provider\b)/g, 'npx ')
    : text;
  return ownCommand
    .replace(/\bnpx (?=mcp-provider\b)/g, `${exec} `)
    .replace(/\bnpx -p (?=create-mcp-provider\S* mcp-provider\b)/g, `${start} ${from}`)
    .replace(/\bnpx (?=create-mcp-provider\b)/g, `${start} `)
    .replaceAll('"npm install"', `"${name} install"`);
}
