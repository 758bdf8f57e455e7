import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hasPackage } from './plug-and-play.js';

/** Checks whether a step has had its effect in a folder. @returns what is missing */
export function missingEffect(step: string, root: string): string | undefined {
  if (step === 'git') return existsSync(join(root, '.git')) ? undefined : '".git"';
  return step === 'install' ? missingPackage(root) : undefined;
}

/** Returns the first package of package.json that Node.js cannot resolve. */
function missingPackage(root: string): string | undefined {
  const path = join(root, 'package.json');
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path, 'utf8')) as Partial<
    Record<string, Record<string, string>>
  >;
  const { resolve } = createRequire(path);
  const missingName = Object.keys({ ...dependencies, ...devDependencies }).find(
    (name) =>
      !resolve.paths(name)?.some((folder) => existsSync(join(folder, name))) &&
      !hasPackage(root, name),
  );
  return missingName === undefined ? undefined : `package "${missingName}"`;
}
