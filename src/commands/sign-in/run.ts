import { chooseProvider } from '../../extend/choose-provider.js';
import { sharedQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { providerNotNamed } from '../../model/errors/call.js';
import { optionWords } from '../../options/option-words.js';
import { readServedProject } from '../../project/served-project.js';
import { signInLocally } from '../../session/local-sign-in.js';
import type { options } from './command.js';

/** Signs in to a provider of the project. @throws CliError `call/provider`, `project/…` */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1> {
  const { ui, flags, host } = context;
  const project = await readServedProject(host.files, host.cwd);
  const { name: provider, auth } = await chooseProvider(
    { ...project, name: commandLine.arguments[0] },
    async () => sharedQuestions(context)?.(),
    (names) => providerNotNamed('sign-in', names),
  );
  if (auth === 'none') {
    if (flags.json) ui.result(JSON.stringify({ provider, signedIn: false }, null, 2));
    else ui.note(`Provider "${provider}" requires no sign-in.`);
    return 0;
  }
  const { credentials, port, user } = commandLine.options;
  const serverOptions = [
    ...optionWords({ port, user }),
    ...(commandLine.options.open === false ? ['--no-open'] : []),
  ];
  const isPage = commandLine.options.browser === true;
  const signedIn = await signInLocally(context, project, provider, {
    credentials,
    isPage,
    words: serverOptions,
  });
  if (flags.json) ui.result(JSON.stringify({ provider, signedIn }, null, 2));
  return signedIn ? 0 : 1;
}
