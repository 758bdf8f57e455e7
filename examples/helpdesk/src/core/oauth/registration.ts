import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod';
import { configOf, isWithin, projectRoot } from '../config.js';
import { OAuthError } from './errors.js';

/** What the service knows this project by. */
export interface Registration {
  clientId: string;
  clientSecret: string | undefined;
}

const Entry = z.object({ client_id: z.string().min(1), client_secret: z.string().optional() });
/** As it is written by hand, or as Google's console hands it out. */
const RegistrationFile = z.union([
  Entry,
  z.object({ installed: Entry }).transform(({ installed }) => installed),
  z.object({ web: Entry }).transform(({ web }) => web),
]);

/**
 * From the environment (`<NAME>_CLIENT_ID`, `<NAME>_CLIENT_SECRET`), else from the JSON file that `credentials_path` in
 * provider-config.yaml names.
 * @throws OAuthError `unconfigured`, naming the variables
 */
export async function registrationOf(provider: string): Promise<Registration> {
  const prefix = provider.toUpperCase();
  const clientId = process.env[`${prefix}_CLIENT_ID`];
  const clientSecret = process.env[`${prefix}_CLIENT_SECRET`] || undefined;
  if (clientId) return { clientId, clientSecret };
  const { credentials_path: path } = configOf(provider);
  if (path !== undefined) return readRegistration(path);
  throw new OAuthError(
    'unconfigured',
    `This server is not registered with the service yet: ${prefix}_CLIENT_ID is not set.`,
  );
}

async function readRegistration(path: string): Promise<Registration> {
  const file = resolve(projectRoot(), path);
  // One "git add" away from being published.
  if (isWithin(projectRoot(), file)) {
    throw new Error('credentials_path in provider-config.yaml must lead out of the project');
  }
  const text = await readFile(file, 'utf8');
  try {
    const { client_id: clientId, client_secret: clientSecret } = RegistrationFile.parse(
      JSON.parse(text),
    );
    return { clientId, clientSecret };
  } catch {
    // Without the cause: what a parser complains about may hold the secret.
    throw new Error(`${file} is not a JSON file with client_id and client_secret`);
  }
}
