import type { ApiAuth } from '../api/api-auth.js';
import { noAuth } from '../auth/no-auth.js';
import type { SecretAuth } from '../auth/secret-auth.js';
import type { UserId } from '../identity/principal.js';
import type { OAuthAuth } from '../oauth/oauth-auth.js';
import { type Project, projectInCode, type ProjectOptions } from '../project/project.js';
import { StartError } from '../utils/start-error.js';
import type { Provider } from './definition.js';
import { type CodeProvider, IN_CODE } from './in-code.js';
import type { ProviderModule, ServedModule } from './loader.js';

/** Returns the code settings of a provider. @throws StartError if provider-config.yaml has its settings */
export function codeSettingsOf({ name, [IN_CODE]: code }: Provider): CodeProvider {
  if (code) return code;
  throw new StartError(
    `The settings of "${name}" are in provider-config.yaml. Serve its project with runServer.`,
  );
}

/** Returns the project of several providers in code. @throws StartError for two with one name */
export function commonProject(providers: readonly Provider[], options: ProjectOptions): Project {
  const entries = providers.map(
    (provider) => [provider.name, codeSettingsOf(provider).project.config[provider.name]] as const,
  );
  const names = entries.map(([name]) => name);
  const duplicate = names.find((name, index) => names.indexOf(name) !== index);
  if (duplicate !== undefined) throw new StartError(`Two providers have the name "${duplicate}".`);
  return projectInCode(Object.fromEntries(entries) as Project['config'], options);
}

/** Returns the parts of a provider in code that serve requests. */
export function servedModuleOf(provider: Provider): ServedModule {
  const { auth = noAuth() } = codeSettingsOf(provider);
  return {
    mcpInstance: { PROVIDER_NAME: provider.name, ...provider },
    apiAuth: isSecretAuth(auth) || isOAuthAuth(auth) ? { ...auth, auth } : signInOf(auth),
    serverAuth: {
      ...(hasBrowserSignIn(auth) && auth.createPages && { createPages: auth.createPages }),
    },
  };
}

/** Returns the functions that sign in and out. They are called on `auth`, which may be the instance of a class. */
function signInOf(auth: ApiAuth<unknown> & Partial<ProviderModule['apiAuth']>) {
  const { saveCredentials, signOut } = auth;
  return {
    getCredentials: (userId: UserId) => auth.getCredentials(userId),
    saveCredentials: async (userId: UserId, credentials: never) =>
      saveCredentials?.call(auth, userId, credentials),
    ...(signOut && { signOut: (userId: UserId) => signOut.call(auth, userId) }),
  };
}

/** Returns whether users enter the credentials themselves. */
export const isSecretAuth = (auth: object): auth is SecretAuth<unknown> => 'fields' in auth;

/** Returns whether users sign in with OAuth. */
export const isOAuthAuth = (auth: object): auth is OAuthAuth => 'clientFor' in auth;

/** Returns whether users sign in on a page of this machine. */
export const hasBrowserSignIn = (auth: object): auth is ProviderModule['serverAuth'] =>
  'runAuthServer' in auth;
