import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Description } from '../create/describe.js';
import { usable } from '../interview/usable.js';
import { catalogueOf, sourceTarget } from './catalogue.js';
import { databaseProvider } from './provider.js';
import { databaseTarget, isVariable } from '../../database/url.js';

/** Asks for a database and its tables; undefined where the tools are written by hand. */
export async function askDatabase(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions,
): Promise<Description | undefined> {
  const origin = await questions.choose({
    message: 'Where do the tools come from?',
    choices: [
      { value: 'tables', label: 'Tables of a database', hint: 'reads its catalog now' },
      { value: 'hand', label: 'Statements by hand' },
    ],
  });
  if (origin === 'hand') return undefined;
  const source = await questions.text({
    message: 'URL of the database, such as env:DATABASE_URL or sqlite:data/acme.db',
    correct: asDatabaseUrl,
    check: (text) => checkUrl(text, context.host),
  });
  await usable(async () => {
    await catalogueOf(context, sourceTarget(source, context.host));
  });
  const imported = await databaseProvider(context, source, given, async () => questions);
  return { providers: [imported], imported: [imported], given };
}

/** `shop.db` → `sqlite:shop.db`, `DATABASE_URL` → `env:DATABASE_URL`. */
const asDatabaseUrl = (text: string): string => {
  if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(text)) return `env:${text}`;
  return /^(?!\w{2,}:)[^?#]+\.(db|sqlite3?)$/i.test(text) ? `sqlite:${text}` : text;
};

/** Answers are kept after Ctrl-C. */
function checkUrl(text: string, { env, cwd }: CommandContext['host']): string | undefined {
  if (text === '') return 'Enter a URL.';
  try {
    const { login } = databaseTarget(text, { env, folder: cwd });
    return login.password === undefined || isVariable(text)
      ? undefined
      : 'Answers are saved: set the URL with the password in an environment variable, and enter env:NAME.';
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return `${error.message} ${error.hint}`;
  }
}
