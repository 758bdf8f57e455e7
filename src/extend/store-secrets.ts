import { apiKeyAuth } from '../../runtime/src/auth/api-key.js';
import { basicAuth, bearerAuth, programAuth } from '../../runtime/src/auth/schemes.js';
import type { SecretAuth } from '../../runtime/src/auth/secret-auth.js';
import { localPrincipal, type UserId } from '../../runtime/src/identity/principal.js';
import { closeProject, openProject } from '../../runtime/src/project/project.js';
import { screamingCase } from '../model/names.js';
import type { StoredSecret } from '../sources/description.js';

/** Saves credentials of the local user, encrypted, as a sign-in does. */
export async function storeSecrets(
  root: string,
  secrets: readonly StoredSecret[],
  user?: string,
): Promise<void> {
  const project = openProject(root);
  try {
    for (const secret of secrets) {
      await credentialSaver(secret)(localPrincipal(user).userId, secret.values);
    }
  } finally {
    closeProject(project);
  }
}

type Save = (userId: UserId, values: unknown) => Promise<void>;

const savedBy =
  <Credentials>({ shape, saveCredentials }: SecretAuth<Credentials>): Save =>
  (userId, values) =>
    saveCredentials(userId, shape.parse(values));

/** Saves by the auth style, as `api/auth.ts` does; secrets of other styles are variables of a program. */
function credentialSaver({ provider, auth, values }: StoredSecret): Save {
  const NAME = screamingCase(provider);
  if (auth.style === 'bearer') return savedBy(bearerAuth(provider, { token: `${NAME}_TOKEN` }));
  if (auth.style === 'api-key') {
    const place = { in: 'header', name: String(auth.name) } as const;
    return savedBy(apiKeyAuth(provider, { apiKey: `${NAME}_API_KEY` }, { apiKey: place }));
  }
  if (auth.style === 'login')
    return savedBy(
      basicAuth(provider, { username: `${NAME}_USERNAME`, password: `${NAME}_PASSWORD` }),
    );
  return savedBy(
    programAuth(provider, Object.fromEntries(Object.keys(values).map((key) => [key, key]))),
  );
}
