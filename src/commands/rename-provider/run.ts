import { changeProviderRow } from '../../edit/readme.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import { signInPlace, signInStep } from '../../extend/provider-steps.js';
import { README } from '../../extend/readme.js';
import { sharedQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { kebabCase, screamingCase } from '../../model/names.js';
import type { Provider } from '../../model/project.js';
import { SOURCE } from '../../project/files.js';
import {
  credentialsFolder,
  entryText,
  programVariablesOf,
  PROVIDERS,
} from '../../project/provider-parts.js';
import { carryOutRefactoring } from '../../refactor/carry-out.js';
import { newName, providerToChange } from '../../refactor/choose-part.js';
import { ownAddresses, providerEntries } from '../../refactor/client-entries.js';
import { ownFiles, variablePattern } from '../../refactor/own-files.js';
import {
  movePath,
  providerPlaces,
  renameProviderMentions,
  withRenamedEntry,
} from '../../refactor/provider-name.js';
import { providerSkills, renameSkillProvider } from '../../refactor/skills.js';
import { WorkingCopy } from '../../refactor/working-copy.js';
import { projectCommands } from '../../render/commands.js';
import { RECORD_FILE } from '../../render/record.js';
import { providerNameRule } from '../../spec/text-rules.js';

/** Matches files about former versions, which a new name does not change. */
const HISTORY = /(^|\/)CHANGELOG[^/]*$/i;

/** Renames a provider of the project around the working directory. @throws CliError `refactor/…` */
export async function run(context: CommandContext, commandLine: CommandLine): Promise<0 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = sharedQuestions(context);
  const provider = await providerToChange(project, commandLine.arguments, 'rename-provider', ask);
  const { name } = provider;
  const otherNames = model.providers
    .map((provider) => provider.name)
    .filter((providerName) => providerName !== name);
  const replacementName = await newName(
    commandLine.arguments[1],
    {
      kind: 'provider',
      command: 'rename-provider',
      name,
      otherNames,
      rule: providerNameRule,
    },
    ask,
  );
  const rename: ProviderRename = { provider, from: name, to: replacementName };
  const isOwn = ownFiles(provider);
  const copy = await WorkingCopy.open(project, isOwn);
  moveModules(copy, isOwn, rename);
  copy.edit(PROVIDERS, (text) => withRenamedEntry(text, name, replacementName));
  copy.edit(README, (text) => changeProviderRow(text, name, replacementName));
  renameInClients(copy, rename);
  await renameInRecord(copy, rename);
  const variables = renameMentionsAndVariables(copy, rename);
  return carryOutRefactoring(context, project, ask, {
    copy,
    question: `Rename ${name} to ${replacementName}?`,
    done: `Renamed ${name} to ${replacementName}`,
    name,
    deletes: false,
    ...consequences(context, project, rename, variables),
    repeat: ['rename-provider', name, replacementName],
    report: { name: replacementName, variables: Object.fromEntries(variables) },
  });
}

interface ProviderRename {
  provider: Provider;
  from: string;
  to: string;
}

/** Moves the provider's modules, and changes its name in them and in the modules that import them. */
function moveModules(
  copy: WorkingCopy,
  isOwn: RegExp,
  { provider, from, to }: ProviderRename,
): void {
  const paths = [...copy.texts.keys()].filter((path) => isOwn.test(path));
  const moves = new Map(paths.map((path) => [path, movePath(path, from, to)]));
  copy.rewrite(providerPlaces(provider.project, provider, to), { symbols: [], moves });
}

/** Changes the names by which clients know the provider: tools as Claude Code names them, and skills. */
function renameInClients(copy: WorkingCopy, { provider, from, to }: ProviderRename): void {
  const entries = providerEntries(provider.project, from);
  // The name of the server in Claude Code is that of its entry, which is renamed, too.
  if (entries.some(({ keys }) => keys.at(-1) === kebabCase(from))) {
    const toolPrefix = new RegExp(`(?<=\\bmcp__)${kebabCase(from)}(?=__|(?![\\w-]))`, 'g');
    for (const path of copy.texts.keys())
      if (!SOURCE.test(path)) copy.edit(path, (text) => text.replaceAll(toolPrefix, kebabCase(to)));
  }
  for (const path of providerSkills(copy, from))
    copy.edit(path, (text) => renameSkillProvider(text, from, to));
}

/** Changes the provider's name in the record from which `upgrade` renders the project again. */
async function renameInRecord(copy: WorkingCopy, { from, to }: ProviderRename): Promise<void> {
  if (!copy.has(RECORD_FILE)) return;
  const { withProviderName } = await import('../../render/recorded-files.js');
  copy.edit(RECORD_FILE, (text) =>
    withProviderName(text, from, to, (path) => movePath(path, from, to)),
  );
}

/**
 * Changes the mentions of the provider in texts, and its environment variables everywhere.
 * @returns the new names of variables by their former ones
 */
function renameMentionsAndVariables(
  copy: WorkingCopy,
  { provider, from, to }: ProviderRename,
): Map<string, string> {
  const isOwnAddress = ownAddresses(provider.project);
  const { credentials, settings } = programVariablesOf(provider);
  // The program reads its variables by these names, which do not depend on the provider's name.
  const programNames = Object.keys({ ...credentials, ...settings });
  const renamedVariables = new Map<string, string>();
  for (const path of copy.texts.keys()) {
    if (path === RECORD_FILE || HISTORY.test(path)) continue;
    const isCode = SOURCE.test(path);
    copy.edit(path, (text) =>
      (isCode ? text : renameProviderMentions(text, from, to, isOwnAddress)).replace(
        variablePattern(provider),
        (variable, test = '', suffix: string) => {
          if (programNames.includes(variable)) return variable;
          const renamedVariable = `${test}${screamingCase(to)}_${suffix}`;
          renamedVariables.set(variable, renamedVariable);
          return renamedVariable;
        },
      ),
    );
  }
  return renamedVariables;
}

/** Returns what users and operators have to change, which the command cannot do. */
function consequences(
  context: CommandContext,
  { packageManager }: OpenProject,
  { provider, from, to }: ProviderRename,
  renamedVariables: ReadonlyMap<string, string>,
): { notes: string[]; next: string[] } {
  const storesCredentials = credentialsFolder(provider) !== undefined;
  const isInBrowser = entryText(provider, 'callback_url') !== undefined;
  const signIn = projectCommands(packageManager).signIn(to);
  const variables = Array.from(renamedVariables, (pair) => pair.join(' → ')).join(', ');
  return {
    notes: [
      ...(variables === ''
        ? []
        : [`Change these variables in .env and where the server runs: ${variables}.`]),
      ...(storesCredentials
        ? [`Users sign in again: their credentials were stored for "${from}".`]
        : []),
      `Over HTTP, the provider is at /${to}/mcp.`,
      ...(isInBrowser
        ? [
            `For callers over HTTP, register the redirect URI <MCP_PUBLIC_URL>/${to}/link/callback at the service.`,
          ]
        : []),
    ],
    next: storesCredentials ? [signInStep(signIn, isInBrowser, signInPlace(context))] : [],
  };
}
