import type { CommonFlags, GivenArguments } from '../model/command.js';
import { packageManagers } from '../model/spec.js';

export function commonFlags({ switches, values }: GivenArguments): CommonFlags {
  return {
    yes: switches.yes ?? false,
    dryRun: switches.dryRun ?? false,
    diff: switches.diff ?? false,
    json: switches.json ?? false,
    install: switches.install ?? true,
    packageManager: packageManagers.find((name) => name === values.packageManager),
  };
}
