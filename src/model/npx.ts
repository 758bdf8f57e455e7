import type { PackageManager } from './spec.js';

/** A command of `mcp-provider` as everybody can run it, also where nothing of us is installed. */
export const npx = (words: string, version?: string) =>
  `npx -p create-mcp-provider${version === undefined ? '' : `@${version}`} mcp-provider ${words}`;

/** The same in a project, which has both packages installed. */
export const inProject = (words: string) => `npx mcp-provider ${words}`;

/** A package manager, with its version where that is known: "4.18.1". */
export interface Manager {
  name: PackageManager;
  version?: string | undefined;
  /** Commands run in a project, which has both packages. */
  isInProject?: boolean;
}

/** What `npx` does for programs of a project, and for those of a package that is not installed. */
const RUNNERS: Readonly<
  Record<PackageManager, readonly [exec: string, dlx: string, from: string]>
> = {
  npm: ['npx', 'npx', '-p '],
  pnpm: ['pnpm exec', 'pnpm dlx', '--package='],
  yarn: ['yarn', 'yarn dlx', '-p '],
  bun: ['bunx', 'bunx', '-p '],
};

/** A text that names commands as npm runs them, for a user of another package manager. */
export function forManager(text: string, { name, version, isInProject = false }: Manager): string {
  const [exec, dlx, option] = RUNNERS[name];
  // Yarn 1 runs no package that is not installed.
  const [start, from] =
    name === 'yarn' && (version ?? '1.').startsWith('1.') ? RUNNERS.npm.slice(1) : [dlx, option];
  const own = isInProject
    ? text.replace(/\bnpx -p create-mcp-provider\S* (?=mcp-provider\b)/g, 'npx ')
    : text;
  return own
    .replace(/\bnpx (?=mcp-provider\b)/g, `${exec} `)
    .replace(/\bnpx -p (?=create-mcp-provider\S* mcp-provider\b)/g, `${start} ${from}`)
    .replace(/\bnpx (?=create-mcp-provider\b)/g, `${start} `)
    .replaceAll('"npm install"', `"${name} install"`);
}
