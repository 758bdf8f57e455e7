import { enterCredentials } from '../auth/enter-credentials.js';
import type { SecretAuth } from '../auth/secret-auth.js';
import type { UserId } from '../identity/principal.js';
import { readInput, readStream } from '../node/bounded-input.js';
import type { FormField } from '../sign-in/form.js';
import type { SignInOutcome } from '../sign-in/loopback-server.js';
import type { AsksLine } from '../sign-in/terminal-line.js';
import { codeOf } from '../utils/error-code.js';
import { StartError } from '../utils/start-error.js';
import { UsageError } from './command-line.js';

type TakesSecrets = Omit<SecretAuth<object>, 'signOut'>;

/** Whether users enter the credentials of this `auth`, the export of a provider's `api/auth.ts`. */
const takesSecrets = (auth: unknown): auth is TakesSecrets =>
  typeof auth === 'object' && auth !== null && 'fields' in auth && 'saveCredentials' in auth;

/** Where credentials are read: a file, "-" for stdin; or what a program asks that this one was started by. */
interface Source {
  file: string | undefined;
  promptFd: string | undefined;
}

/**
 * Stores credentials from a file, or from stdin for "-": one line for each field of the sign-in page.
 * @throws StartError where the file cannot be read, or the credentials are invalid or rejected
 */
export async function signInWith(
  { file = '-', promptFd }: Source,
  auth: unknown,
  { userId, name }: { userId: UserId; name: string },
): Promise<SignInOutcome> {
  if (!takesSecrets(auth)) {
    throw new UsageError(`${name} has no credentials to enter. Omit --credentials.`);
  }
  const { fields } = auth;
  const isTyped = promptFd !== undefined || (file === '-' && process.stdin.isTTY);
  const { lineFromTerminal, linesFromParent } = await import('../sign-in/terminal-line.js');
  const ask = promptFd === undefined ? lineFromTerminal : linesFromParent(Number(promptFd));
  const values = isTyped ? await typed(fields, ask) : valuesIn(await read(file), fields);
  if (values === undefined) return 'stopped';
  tellCleaned(auth, values);
  const entered = await enterCredentials(
    auth,
    userId,
    values,
    isTyped ? (why) => insists(why, ask) : undefined,
  );
  if (entered.is === 'invalid') throw new StartError(`${entered.problem}. Nothing was stored.`);
  if (entered.is === 'rejected') {
    const problem = entered.why === undefined ? ' rejected these credentials.' : `: ${entered.why}`;
    throw new StartError(`${name}${problem} Nothing was stored.`);
  }
  if (entered.is === 'saved' && entered.why !== undefined && !isTyped)
    process.stderr.write(`${entered.why}\n`);
  return entered.is;
}

/** Whether somebody in the terminal wants credentials stored that could not be checked. */
async function insists(why: string, ask: AsksLine): Promise<boolean> {
  const label = `${why}\nStore them all the same? (y/N)`;
  const line = await ask({ label, isSecret: false });
  return /^y(es)?$/i.test(line?.trim() ?? '');
}

/** Undefined after Ctrl-C. */
async function typed(
  fields: readonly FormField[],
  ask: AsksLine,
): Promise<Record<string, string> | undefined> {
  const values: Record<string, string> = {};
  for (const { name, label, secret } of fields) {
    const line = await ask({ label, isSecret: secret });
    if (line === undefined) return undefined;
    values[name] = line;
  }
  return values;
}

/** What the shape of the credentials leaves out, such as quotes. */
function tellCleaned({ shape, fields }: TakesSecrets, values: Readonly<Record<string, string>>) {
  const { data } = shape.safeParse(values);
  for (const { name, label } of fields) {
    const kept: unknown = data && Reflect.get(data, name);
    if (typeof kept === 'string' && kept !== values[name])
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

/** Credentials of some kilobytes, such as a key file. */
const MOST_BYTES = 1_000_000;

async function read(source: string): Promise<string> {
  if (source === '-') {
    return (await readStream(process.stdin, MOST_BYTES)).toString('utf8');
  }
  try {
    return (await readInput(source, MOST_BYTES)).toString('utf8');
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT';
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      isMissing ? `File "${source}" not found.` : `Cannot read the credentials: ${reason}.`,
      { cause: error },
    );
  }
}
