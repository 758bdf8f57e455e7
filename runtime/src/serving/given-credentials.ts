import { enterCredentials } from '../auth/enter-credentials.js';
import type { SecretAuth } from '../auth/secret-auth.js';
import { readInput, readStream } from '../provider/bounded-input.js';
import { StartError } from '../provider/start-error.js';
import type { FormField } from '../sign-in/form.js';
import type { SignInOutcome } from '../sign-in/loopback-server.js';
import { UsageError } from './command-line.js';
import type { UserId } from '../provider/principal.js';

type TakesSecrets = Omit<SecretAuth<object>, 'signOut'>;

/** Whether users enter the credentials of this `auth`, the export of a provider's `api/auth.ts`. */
const takesSecrets = (auth: unknown): auth is TakesSecrets =>
  typeof auth === 'object' && auth !== null && 'fields' in auth && 'saveCredentials' in auth;

/**
 * Stores credentials from a file, or from stdin for "-": one line for each field of the sign-in page.
 * @throws StartError where the file cannot be read, or the credentials are invalid or rejected
 */
export async function signInWith(
  source: string,
  auth: unknown,
  { userId, name }: { userId: UserId; name: string },
): Promise<SignInOutcome> {
  if (!takesSecrets(auth)) {
    throw new UsageError(`${name} has no credentials to enter. Omit --credentials.`);
  }
  const values = valuesIn(await read(source), auth.fields);
  const entered = await enterCredentials(auth, userId, values);
  if (entered.is === 'invalid') throw new StartError(`${entered.problem}. Nothing was stored.`);
  if (entered.is === 'rejected') {
    throw new StartError(`${name} rejected these credentials. Nothing was stored.`);
  }
  return entered.is;
}

function valuesIn(content: string, fields: readonly FormField[]): Record<string, string> {
  const lines = content
    .replace(/^\uFEFF/, '')
    .replace(/(\r?\n)+$/, '')
    .split(/\r?\n/);
  if (lines.length !== fields.length) {
    const labels = fields.map(({ label }) => label).join(', ');
    throw new StartError(
      `--credentials requires ${fields.length} ${fields.length === 1 ? 'line' : 'lines'} (${labels}), not ${lines.length}. Nothing was stored.`,
    );
  }
  return Object.fromEntries(fields.map(({ name }, index) => [name, lines[index] ?? '']));
}

/** Credentials of some kilobytes, such as a key file. */
const MOST_BYTES = 1_000_000;

async function read(source: string): Promise<string> {
  if (source === '-') {
    // What is typed there would be visible.
    if (process.stdin.isTTY) {
      throw new UsageError('"--credentials -" requires a pipe. In a terminal, omit it.');
    }
    return (await readStream(process.stdin, MOST_BYTES)).toString('utf8');
  }
  try {
    return (await readInput(source, MOST_BYTES)).toString('utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      isMissing ? `File "${source}" not found.` : `Cannot read the credentials: ${reason}.`,
      { cause: error },
    );
  }
}
