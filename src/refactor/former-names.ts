import { changeFormerNames } from '../edit/former-names.js';
import type { FormerName } from '../model/former-name.js';
import type { PartDefinition, Provider } from '../model/project.js';
import type { OwnTool } from './choose-part.js';
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

/** Returns the former names of a tool that its source states. */
export function formerNamesOf({ options }: PartDefinition): FormerName[] {
  const value = options.members.get('formerly')?.value;
  return Array.isArray(value) ? (value as FormerName[]) : [];
}

/**
 * Returns whether `configure` changes the servers of a provider: version 2 of the SDK then knows
 * tools by their current names only.
 */
export const isConfigured = ({ project, modules }: Provider): boolean =>
  modules.some((module) =>
    module.calls.some(({ callee, arguments: [options] }) => {
      const origin = options?.members.has('configure') && project.origin(module, callee);
      return origin && 'package' in origin && origin.package === 'mcp-provider';
    }),
  );
