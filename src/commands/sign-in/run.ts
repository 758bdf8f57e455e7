import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { providerNotNamed } from '../../model/errors/call.js';
import { optionWords } from '../../options/option-words.js';
import { readProject, requireProvider, type ServedProject } from '../../project/served-project.js';
import { signInLocally } from '../../session/local-sign-in.js';
import type { options } from './command.js';

/** Signs in to a provider of the project. @throws CliError `call/provider`, `project/…` */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1> {
  const { ui, flags, host } = context;
  const project = await readProject(host.files, host.cwd);
  const provider = await chooseProvider(context, project, commandLine.arguments[0]);
  if (project.providers.some(({ name, auth }) => name === provider && auth === 'none')) {
    if (flags.json) ui.result(JSON.stringify({ provider, signedIn: false }, null, 2));
    else ui.note(`Provider "${provider}" requires no sign-in.`);
    return 0;
  }
  const { credentials, port, user } = commandLine.options;
  const descriptionWords = [
    ...optionWords({ port, user }),
    ...(commandLine.options.open === false ? ['--no-open'] : []),
  ];
  const isPage = commandLine.options.browser === true;
  const result = { credentials, isPage, words: descriptionWords };
  const signedIn = await signInLocally(context, project, provider, result);
  if (flags.json) ui.result(JSON.stringify({ provider, signedIn }, null, 2));
  return signedIn ? 0 : 1;
}

async function chooseProvider(
  { ui, flags, signal }: CommandContext,
  { root, providers }: ServedProject,
  statedName: string | undefined,
): Promise<string> {
  const names = providers.map(({ name }) => name);
  const [onlyName, another] = names;
  requireProvider(root, names, statedName);
  if (statedName !== undefined || another === undefined) return statedName ?? onlyName ?? '';
  if (!ui.interactive || flags.yes || flags.json) throw providerNotNamed('sign-in', names);
  const choices = names.map((value) => ({ value, label: value }));
  return (await ui.ask(signal)).choose({ message: 'Which provider?', choices });
}
