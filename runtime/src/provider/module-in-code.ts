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

/** @throws StartError where provider-config.yaml has its settings */
export function codeOf({ name, [IN_CODE]: code }: Provider): CodeProvider {
  if (code) return code;
  throw new StartError(
    `The settings of "${name}" are in provider-config.yaml. Serve its project with runServer.`,
  );
}

/** The project of several providers in code. @throws StartError for two of one name */
export function commonProject(providers: readonly Provider[], options: ProjectOptions): Project {
  const entries = providers.map((one) => [one.name, codeOf(one).project.config[one.name]] as const);
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new StartError(`Two providers have the name "${twice}".`);
  return projectInCode(Object.fromEntries(entries) as Project['config'], options);
}

/** The parts of a provider that a server of requests needs, as its code states them. */
export function servedInCode(provider: Provider): ServedModule {
  const { auth = noAuth() } = codeOf(provider);
  return {
    mcpInstance: { PROVIDER_NAME: provider.name, ...provider },
    apiAuth: isSecret(auth) || isOAuth(auth) ? { ...auth, auth } : signInOf(auth),
    serverAuth: { ...(isBrowser(auth) && auth.createPages && { createPages: auth.createPages }) },
  };
}

/** What signs in and out. It runs on `auth`, which may be the instance of a class. */
function signInOf(auth: ApiAuth<unknown> & Partial<ProviderModule['apiAuth']>) {
  const { saveCredentials: save, signOut } = auth;
  return {
    getCredentials: (userId: UserId) => auth.getCredentials(userId),
    saveCredentials: async (userId: UserId, credentials: never) =>
      save?.call(auth, userId, credentials),
    ...(signOut && { signOut: (userId: UserId) => signOut.call(auth, userId) }),
  };
}

export const isSecret = (auth: object): auth is SecretAuth<unknown> => 'fields' in auth;

export const isOAuth = (auth: object): auth is OAuthAuth => 'clientFor' in auth;

export const isBrowser = (auth: object): auth is ProviderModule['serverAuth'] =>
  'runAuthServer' in auth;
