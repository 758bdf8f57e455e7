import { canWriteCall } from '../kinds/kind-of.js';
import { isBound } from '../model/kind.js';
import { kebabCase } from '../model/names.js';
import { cliCommand } from '../model/npx.js';
import { resourceFile } from '../render/resource-module.js';
import type { SpecContext } from '../spec/check/items.js';
import type { Additions } from '../spec/defaults.js';

/** Returns the files of tools and resources without a binding, as shell comments. */
export const callsToWrite = (
  { name: provider, kind }: SpecContext,
  { tools, resources }: Additions,
): string[] =>
  [
    ...tools
      .filter((tool) => !canWriteCall(tool, kind))
      .map(({ name }) => [`tools/${kebabCase(name)}`, writeCallText(name, kind)] as const),
    ...resources
      .filter((resource) => !isBound(resource, kind.spec.resource))
      .map(({ name }) => [`resources/${resourceFile(name)}`, ''] as const),
  ].map(
    ([file, alternative]) =>
      `# Write the code in src/providers/${provider}/${file}.ts${alternative}.`,
  );

/** Returns a text about the command that writes the call of a tool. */
function writeCallText(name: string, { spec }: SpecContext['kind']): string {
  const { option } = spec.tool ?? {};
  return option ? `, or run "${cliCommand(`add-tool ${name} ${option.flag}`)} …"` : '';
}
