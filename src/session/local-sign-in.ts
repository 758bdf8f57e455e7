import { resolve } from 'node:path';
import type { LineQuestion } from '../../runtime/src/sign-in/terminal-line.js';
import type { CommandContext } from '../model/command.js';
import { signInNeedsTerminal } from '../model/errors/call.js';
import { CliError } from '../model/errors/cli-error.js';
import type { ExecOptions } from '../model/host.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import type { AuthStyles } from '../model/kinds-and-styles.js';
import type { Questions, TextQuestion } from '../model/questions.js';
import type { ServedProject } from '../project/served-project.js';
import { authStyles } from '../styles/register.gen.js';
import { serverProgram } from './program.js';

export interface SignInOptions {
  /** Path of a file with credentials, or "-" for stdin. */
  credentials?: string | undefined;
  /** Whether keys and passwords are entered on a page, too. */
  isPage?: boolean;
  /** Further options of the server. */
  words?: readonly string[];
  /** Questions of a running conversation. */
  questions?: Questions;
}

const styles: AuthStyles = authStyles;

/**
 * Runs the sign-in of a provider's server. This process asks for keys and passwords without echo;
 * services with OAuth open the browser.
 * @returns whether credentials were stored
 * @throws CliError `sign-in/no-terminal` if no questions are possible
 */
export async function signInLocally(
  { host, ui, signal }: CommandContext,
  { root, providers }: ServedProject,
  provider: string,
  { credentials, isPage = false, words: serverOptions = [], questions }: SignInOptions = {},
): Promise<boolean> {
  const { auth = '' } = providers.find(({ name }) => name === provider) ?? {};
  const style = ownValue(styles, auth);
  const file =
    credentials === undefined || credentials === '-' ? credentials : resolve(host.cwd, credentials);
  const asksHere = file === undefined && !isPage && !style?.linksAccounts;
  if (asksHere && !ui.interactive && style?.storesCredentials !== false)
    throw signInNeedsTerminal(provider);
  const run = async (
    execOptions: Pick<ExecOptions, 'inTerminal' | 'onPrompt'>,
    option: string[],
  ) => {
    const program = [host.node ?? 'node', ...(await serverProgram(host, root))] as const;
    const signIn = ['--provider', provider, '--local-auth', ...serverOptions, ...option];
    const { exitCode } = await host.exec([...program, ...signIn], {
      cwd: root,
      signal,
      ...execOptions,
    });
    return exitCode === 0;
  };
  if (!ui.interactive || !(asksHere || file === '-'))
    return run({ inTerminal: true }, file === undefined ? [] : ['--credentials', file]);
  const conversation = questions ?? (await ui.ask(signal));
  const onPrompt = async (line: string) =>
    JSON.stringify({ line: await answerTo(JSON.parse(line) as LineQuestion, conversation) });
  return conversation.withoutEcho(() => run({ onPrompt }, ['--prompt-fd', '3']));
}

const whetherEmpty = (answer: string) => (answer.trim() === '' ? 'Enter a value.' : undefined);

/** Returns the user's answer; undefined after Ctrl-C. */
async function answerTo(
  { label, isSecret, isRequired = false }: LineQuestion,
  questions: Questions,
): Promise<string | undefined> {
  const secret: Pick<TextQuestion, 'isHidden' | 'maskText'> = {
    isHidden: true,
    maskText: (text) => '•'.repeat(text.length),
  };
  const message = isSecret ? `${label} (hidden)` : label;
  try {
    return await questions.text({
      message,
      ...(isSecret && secret),
      ...(isRequired && { check: whetherEmpty }),
    });
  } catch (error) {
    if (error instanceof CliError && error.exit === 130) return undefined;
    throw error;
  }
}
