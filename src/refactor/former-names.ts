import { LOCK_FILE, type LockedTool, readLock } from '../contract/lock.js';
import { changeFormerNames } from '../edit/former-names.js';
import type { OpenProject } from '../extend/open-project.js';
import type { FormerName } from '../model/former-name.js';
import type { PartDefinition } from '../model/project.js';
import type { OwnTool } from './subject.js';
import type { WorkingCopy } from './working-copy.js';

/** Changes the former names of a tool. @returns the new ones; none if its module has no literal for them */
export function changeFormer(
  copy: WorkingCopy,
  { name, definition }: OwnTool,
  change: (formerNames: readonly FormerName[]) => readonly FormerName[],
): readonly FormerName[] {
  let newNames: readonly FormerName[] = [];
  copy.edit(definition.module.path, (text) =>
    changeFormerNames(text, name, (formerNames) => (newNames = change(formerNames))),
  );
  return newNames;
}

/** The former names of a tool that its source states. */
export function formerNamesOf({ options }: PartDefinition): FormerName[] {
  const value = options.members.get('formerly')?.value;
  return Array.isArray(value) ? (value as FormerName[]) : [];
}

/**
 * Whether the last release has something of a provider; undefined if the project has locked none.
 * @throws CliError `lock/…`
 */
export async function isReleased(
  project: OpenProject,
  provider: string,
  test: (tool: LockedTool) => boolean,
): Promise<boolean | undefined> {
  const lock = await project.read(LOCK_FILE);
  return lock === null
    ? undefined
    : (readLock(lock).providers[provider]?.tools.some(test) ?? false);
}
