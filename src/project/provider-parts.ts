import { DEFAULT_KIND } from '../model/kind.js';
import type { Expression } from '../model/module.js';
import { displayNameOf } from '../model/names.js';
import type { PartDefinition, Provider } from '../model/project.js';

/** Path of the module that lists the providers of a project. */
export const PROVIDERS = 'src/providers/index.ts';

/** Returns a text in its `provider-config.yaml` entry. */
export const entryText = ({ entry }: Provider, key: string): string | undefined => entry?.text(key);

/** Returns the "kind" of its entry. */
export const kindNameOf = (provider: Provider): string =>
  entryText(provider, 'kind') ?? DEFAULT_KIND;

/** Returns the display name of a provider, from its entry. */
export const displayName = (provider: Provider): string =>
  entryText(provider, 'name') ?? displayNameOf(provider.name);

/**
 * Returns the folder with the credentials of users, in the data directory of each user; undefined
 * if users cannot sign out, because nothing is stored.
 */
export function credentialsFolder(provider: Provider): string | undefined {
  const { exports = [] } = provider.module('api/auth') ?? {};
  const ownFolder = exports.some(({ name }) => name === 'signOut') ? provider.name : undefined;
  return entryText(provider, 'token_path') ?? ownFolder;
}

/** Returns the path of the test of a provider. */
export const testPath = ({ name }: Pick<Provider, 'name'>): string => `tests/${name}.test.ts`;

/** Returns the path of tests/<provider>.tools.txt. */
export const listingPath = ({ name }: Pick<Provider, 'name'>): string => `tests/${name}.tools.txt`;

/** Returns the definition of a part with this name, if the name is a constant. */
export const partNamed = (
  { definitions }: Provider,
  kind: PartDefinition['kind'],
  name: string,
): PartDefinition | undefined =>
  definitions.find((candidate) => candidate.kind === kind && candidate.name === name);

/** Returns the names of the parts of a kind that are constants. */
export const partNames = ({ definitions }: Provider, kind: PartDefinition['kind']): string[] =>
  definitions.flatMap((definition) =>
    definition.kind === kind && definition.name !== undefined ? [definition.name] : [],
  );

/** The environment variables that the code of a provider passes to a program, which no other file names. */
export interface ProgramVariables {
  /** Credentials of each user: names of environment variables by the names that the program reads. */
  credentials: Readonly<Record<string, string>>;
  /** Settings of the server's operator, in the same form. */
  settings: Readonly<Record<string, string>>;
}

/** Returns the variables that `programAuth` and `remoteServer` pass to the program of a provider. */
export function programVariablesOf(provider: Provider): ProgramVariables {
  const call = (module: string, callee: string) =>
    provider.module(module)?.calls.find((candidate) => candidate.callee === callee)?.arguments;
  const namesIn = (object: Expression | undefined) =>
    Object.fromEntries(
      Array.from(object?.members ?? [], ([key, { value }]) => [key, String(value)]),
    );
  return {
    credentials: namesIn(call('api/auth', 'programAuth')?.[1]),
    settings: namesIn(call('api/client', 'remoteServer')?.[2]?.members.get('environment')),
  };
}
