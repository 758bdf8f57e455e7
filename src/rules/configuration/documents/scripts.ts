import { ownValue } from '../../../model/json-schema/subschemas.js';
import type { DataDocument } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { PROGRAMS, projectScripts } from '../../../model/scripts.js';
import { type PackageManager, packageManagers } from '../../../model/spec.js';
import { firstMember } from '../../insertion.js';
import { textAt } from './scalars.js';

const SECTIONS = ['dependencies', 'devDependencies'] as const;

/** Adds a script as new projects have it, where the project has the programs: another bundler is built in another way. */
export function addedScript(
  packageJson: DataDocument,
  name: string,
): { fix?: readonly Change[]; command?: string } {
  const scripts = packageJson.get('scripts');
  const isPresent = packageJson.get('scripts', name) !== undefined;
  const command = ownValue(projectScripts(managerOf(packageJson)), name);
  if (scripts?.is !== 'map' || isPresent || command === undefined) return {};
  const packages = Object.entries(PROGRAMS).flatMap(([program, own]) =>
    command.split(' ').includes(program) ? [own] : [],
  );
  // What "start" runs is what "build" writes.
  const needed = name === 'start' ? [PROGRAMS.rolldown] : packages;
  const isDeclared = (each: string) =>
    SECTIONS.some((section) => textAt(packageJson, section, each) !== undefined);
  if (!needed.every(isDeclared)) return {};
  return { command, fix: [firstMember(packageJson, scripts, name, JSON.stringify(command))] };
}

/** The package manager of its own scripts. */
function managerOf(packageJson: DataDocument): PackageManager {
  const stated = textAt(packageJson, 'packageManager')?.text ?? '';
  const [, used] = /(?<![\w-])(\w+) run /.exec(packageJson.text) ?? [];
  return packageManagers.find((each) => each === (stated.split('@')[0] || used)) ?? 'npm';
}
