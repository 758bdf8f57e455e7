import { changeProviderRow } from '../../edit/readme.js';
import { openProject } from '../../extend/open-project.js';
import { signInPlace, signInStep } from '../../extend/provider-steps.js';
import { README } from '../../extend/readme.js';
import { sharedQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { kebabCase, screamingCase } from '../../model/names.js';
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
  const isOwn = ownFiles(provider);
  const copy = await WorkingCopy.open(project, isOwn);
  const providerPaths = [...copy.texts.keys()].filter((path) => isOwn.test(path));
  const moves = new Map(providerPaths.map((path) => [path, movePath(path, name, replacementName)]));
  copy.rewrite(providerPlaces(model, provider, replacementName), { symbols: [], moves });
  copy.edit(PROVIDERS, (text) => withRenamedEntry(text, name, replacementName));
  copy.edit(README, (text) => changeProviderRow(text, name, replacementName));
  // The name of the server in Claude Code is that of its entry, which is renamed above.
  if (providerEntries(model, name).some(({ keys }) => keys.at(-1) === kebabCase(name)))
    for (const path of copy.texts.keys())
      copy.edit(path, (text) =>
        SOURCE.test(path)
          ? text
          : text.replaceAll(
              new RegExp(`(?<=\\bmcp__)${kebabCase(name)}(?=__|(?![\\w-]))`, 'g'),
              kebabCase(replacementName),
            ),
      );
  for (const path of providerSkills(copy, name))
    copy.edit(path, (text) => renameSkillProvider(text, name, replacementName));
  if (copy.has(RECORD_FILE)) {
    const { withProviderName } = await import('../../render/recorded-files.js');
    copy.edit(RECORD_FILE, (text) =>
      withProviderName(text, name, replacementName, (path) =>
        movePath(path, name, replacementName),
      ),
    );
  }
  const isOwnAddress = ownAddresses(model);
  const { credentials, settings } = programVariablesOf(provider);
  // The program reads its variables by these names, which do not depend on the provider's name.
  const programNames = Object.keys({ ...credentials, ...settings });
  const renamedVariables = new Map<string, string>();
  for (const path of copy.texts.keys()) {
    if (path === RECORD_FILE || HISTORY.test(path)) continue;
    const isCode = SOURCE.test(path);
    copy.edit(path, (text) =>
      (isCode ? text : renameProviderMentions(text, name, replacementName, isOwnAddress)).replace(
        variablePattern(provider),
        (variable, test = '', rest: string) => {
          if (programNames.includes(variable)) return variable;
          const renamedVariable = `${test}${screamingCase(replacementName)}_${rest}`;
          renamedVariables.set(variable, renamedVariable);
          return renamedVariable;
        },
      ),
    );
  }
  const storesCredentials = credentialsFolder(provider) !== undefined;
  const isInBrowser = entryText(provider, 'callback_url') !== undefined;
  const signIn = projectCommands(project.packageManager).signIn(replacementName);
  const variables = Array.from(renamedVariables, (pair) => pair.join(' → '));
  return carryOutRefactoring(context, project, ask, {
    copy,
    question: `Rename ${name} to ${replacementName}?`,
    done: `Renamed ${name} to ${replacementName}`,
    name,
    deletes: false,
    notes: [
      ...(variables.length > 0
        ? [`Change these variables in .env and where the server runs: ${variables.join(', ')}.`]
        : []),
      ...(storesCredentials
        ? [`Users sign in again: their credentials were stored for "${name}".`]
        : []),
      `Over HTTP, the provider is at /${replacementName}/mcp.`,
      ...(isInBrowser
        ? [
            `For callers over HTTP, register the redirect URI <MCP_PUBLIC_URL>/${replacementName}/link/callback at the service.`,
          ]
        : []),
    ],
    next: storesCredentials ? [signInStep(signIn, isInBrowser, signInPlace(context))] : [],
    repeat: ['rename-provider', name, replacementName],
    report: { name: replacementName, variables: Object.fromEntries(renamedVariables) },
  });
}
