import { kindOf } from '../kinds/kind-of.js';
import { screamingCase } from '../model/names.js';
import type { PackageManager, ProviderSpec } from '../model/spec.js';
import { projectCommands } from '../render/commands.js';
import { styleOf } from '../styles/style-of.js';
import { callsToWrite } from './calls-to-write.js';

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

const comment = (sentence: string) => `# ${sentence}`;
