import { enterCredentials } from '../auth/enter-credentials.js';
import type { SecretAuth } from '../auth/secret-auth.js';
import type { UserId } from '../identity/principal.js';
import { readInput, readStream } from '../node/bounded-input.js';
import type { FormField } from '../sign-in/form.js';
import type { SignInOutcome } from '../sign-in/loopback-server.js';
import type { AskLine } from '../sign-in/terminal-line.js';
import { codeOf } from '../utils/error-code.js';
import { StartError } from '../utils/start-error.js';
import { UsageError } from './command-line.js';

type SecretEntry = Omit<SecretAuth<object>, 'signOut'>;

/** Returns whether users enter the credentials of this `auth`, the export of a provider's `api/auth.ts`. */
const isSecretEntry = (auth: unknown): auth is SecretEntry =>
  typeof auth === 'object' && auth !== null && 'fields' in auth && 'saveCredentials' in auth;

/**
 * The source of credentials: a file ("-" is stdin), or prompts on a descriptor of the process that
 * started this one.
 */
interface CredentialSource {
  file: string | undefined;
  promptFd: string | undefined;
}

/**
 * Stores credentials from a file, or from stdin for "-": one line for each field of the sign-in page.
 * @throws StartError if the file cannot be read, or the credentials are invalid or rejected
 */
export async function signInWith(
  { file = '-', promptFd }: CredentialSource,
  auth: unknown,
  { userId, name }: { userId: UserId; name: string },
): Promise<SignInOutcome> {
  if (!isSecretEntry(auth)) {
    throw new UsageError(`${name} has no credentials to enter. Omit --credentials.`);
  }
  const { fields } = auth;
  const isTyped = promptFd !== undefined || (file === '-' && process.stdin.isTTY);
  const { askInTerminal, askParent } = await import('../sign-in/terminal-line.js');
  const ask = promptFd === undefined ? askInTerminal : askParent(Number(promptFd));
  const entries = isTyped
    ? await enterValues(fields, ask)
    : valuesIn(await readSource(file), fields);
  if (entries === undefined) return 'stopped';
  reportCleaned(auth, entries);
  const outcome = await enterCredentials(
    auth,
    userId,
    entries,
    isTyped ? (why) => confirmUnchecked(why, ask) : undefined,
  );
  if (outcome.is === 'invalid') throw new StartError(`${outcome.problem}. Nothing was stored.`);
  if (outcome.is === 'rejected') {
    const problem = outcome.why === undefined ? ' rejected these credentials.' : `: ${outcome.why}`;
    throw new StartError(`${name}${problem} Nothing was stored.`);
  }
  if (outcome.is === 'saved' && outcome.why !== undefined && !isTyped)
    process.stderr.write(`${outcome.why}\n`);
  return outcome.is;
}

/** Asks in the terminal whether to store credentials that could not be checked. */
async function confirmUnchecked(reason: string, ask: AskLine): Promise<boolean> {
  const label = `${reason}\nStore them all the same? (y/N)`;
  const line = await ask({ label, isSecret: false });
  return /^y(es)?$/i.test(line?.trim() ?? '');
}

/** Returns the values that the user enters in the terminal; undefined after Ctrl-C. */
async function enterValues(
  fields: readonly FormField[],
  ask: AskLine,
): Promise<Record<string, string> | undefined> {
  const values: Record<string, string> = {};
  for (const { name, label, secret, optional = false } of fields) {
    const line = await ask({ label, isSecret: secret, isRequired: !optional });
    if (line === undefined) return undefined;
    values[name] = line;
  }
  return values;
}

/** Tells the user which values the schema of the credentials has cleaned, such as of quotes. */
function reportCleaned({ shape, fields }: SecretEntry, values: Readonly<Record<string, string>>) {
  const { data } = shape.safeParse(values);
  for (const { name, label } of fields) {
    const cleaned: unknown = data && Reflect.get(data, name);
    if (typeof cleaned === 'string' && cleaned !== values[name])
      process.stderr.write(
        `${label}: what was copied around it was removed (quotes, spaces, "Bearer").\n`,
      );
  }
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

/** Credentials have some kilobytes at most, such as a key file. */
const MAX_BYTES = 1_000_000;

async function readSource(source: string): Promise<string> {
  if (source === '-') {
    return (await readStream(process.stdin, MAX_BYTES)).toString('utf8');
  }
  try {
    return (await readInput(source, MAX_BYTES)).toString('utf8');
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT';
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      isMissing ? `File "${source}" not found.` : `Cannot read the credentials: ${reason}.`,
      { cause: error },
    );
  }
}
