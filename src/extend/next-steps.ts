import { isWritten, kindOf } from '../kinds/kind-of.js';
import { isBound } from '../model/kind.js';
import { kebabCase, screamingCase } from '../model/names.js';
import type { PackageManager, ProviderSpec } from '../model/spec.js';
import { projectCommands } from '../render/commands.js';
import { resourceFile } from '../render/resource-module.js';
import { styleOf } from '../styles/style-of.js';
import type { SpecContext } from '../spec/check/items.js';
import type { Additions } from '../spec/defaults.js';

interface ProviderProject {
  packageManager: PackageManager;
  /** Port of its local sign-in server. */
  port: number;
}

/** Steps before a new provider works: commands, and sentences as shell comments. */
export function providerSteps(spec: ProviderSpec, { packageManager, port }: ProviderProject) {
  const { name, auth } = spec;
  const style = styleOf(auth);
  const NAME = screamingCase(name);
  const kind = kindOf(spec.kind);
  const sentences = [
    ...(kind.render.next?.(spec) ?? []),
    ...(style.next?.(auth, { NAME, port }) ?? []),
  ];
  const signIn = projectCommands(packageManager).signIn(name);
  return [
    ...callsToWrite({ name, kind }, spec),
    ...sentences.map(comment),
    ...(style.storesCredentials ? [signIn] : []),
  ];
}

/** The files of tools and resources without a binding. */
export const callsToWrite = (
  { name: provider, kind }: SpecContext,
  { tools, resources }: Additions,
): string[] =>
  [
    ...tools.filter((tool) => !isWritten(tool, kind)).map(({ name }) => `tools/${kebabCase(name)}`),
    ...resources
      .filter((resource) => !isBound(resource, kind.spec.resource))
      .map(({ name }) => `resources/${resourceFile(name)}`),
  ].map((file) => comment(`Write the code in src/providers/${provider}/${file}.ts.`));

const comment = (sentence: string) => `# ${sentence}`;
