import { kebabCase, screamingCase } from '../model/names.js';
import type { PackageManager, ProviderSpec } from '../model/spec.js';
import { projectCommands } from '../render/commands.js';
import { resourceFiles } from '../render/resource-module.js';
import { styleOf } from '../styles/style-of.js';
import type { Additions } from '../spec/defaults.js';

/** Where a provider stands in its project. */
interface Place {
  packageManager: PackageManager;
  /** Of its local sign-in server. */
  port: number;
}

/** What a person does before a new provider works: commands, and sentences as comments of the shell. */
export function providerSteps(spec: ProviderSpec, { packageManager, port }: Place) {
  const { name, auth } = spec;
  const style = styleOf(auth);
  const NAME = screamingCase(name);
  const sentences = style.next?.(auth, { NAME, port }) ?? [];
  const signIn = projectCommands(packageManager).auth(name);
  return [
    ...callsToWrite(name, spec),
    ...sentences.map(comment),
    ...(style.storesCredentials ? [signIn] : []),
  ];
}

/** The files of parts whose request was not said. */
export const callsToWrite = (provider: string, { tools, resources }: Additions): string[] =>
  [
    ...tools.filter(({ request }) => !request).map(({ name }) => kebabCase(name)),
    ...resources.filter(({ request }) => !request).map(({ name }) => resourceFiles(name).api),
  ].map((file) => comment(`Write the call in src/providers/${provider}/api/${file}.ts.`));

const comment = (sentence: string) => `# ${sentence}`;
