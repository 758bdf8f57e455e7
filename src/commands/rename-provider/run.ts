import { changeProviderRow } from '../../edit/readme.js';
import type { TextSplice } from '../../edit/rewrite-modules.js';
import {
  isShorthand,
  keyOf,
  objectIn,
  parseTypeScript,
  propertyOf,
} from '../../edit/typescript.js';
import { signInPlace, signInStep } from '../../extend/next-steps.js';
import { openProject } from '../../extend/open-project.js';
import { README } from '../../extend/readme.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { kebabCase, screamingCase } from '../../model/names.js';
import type { SourceRange } from '../../model/place.js';
import type { Project, Provider } from '../../model/project.js';
import { SOURCE } from '../../project/files.js';
import { entryText, PROVIDERS } from '../../project/provider-parts.js';
import { carryOutRefactoring } from '../../refactor/carry-out.js';
import { entriesOf } from '../../refactor/client-entries.js';
import { ownFiles, variablesOf } from '../../refactor/places.js';
import { chooseProvider, newName, sharedQuestions } from '../../refactor/subject.js';
import { WorkingCopy } from '../../refactor/working-copy.js';
import { projectCommands } from '../../render/commands.js';
import { providerNameRule } from '../../spec/rules.js';

/** Renames a provider of the project around the working directory. @throws CliError `refactor/…` */
export async function run(context: CommandContext, commandLine: CommandLine): Promise<0 | 1 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = sharedQuestions(context);
  const provider = await chooseProvider(project, commandLine.arguments, 'rename-provider', ask);
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
      others: otherNames,
      rule: providerNameRule,
    },
    ask,
  );
  const isOwn = ownFiles(provider);
  const copy = await WorkingCopy.open(project, isOwn);
  const providerPaths = [...copy.texts.keys()].filter((path) => isOwn.test(path));
  const moves = new Map(
    providerPaths.map((path) => [path, movedPath(path, name, replacementName)]),
  );
  copy.rewrite(placesOf(model, provider, replacementName), { symbols: [], moves });
  copy.edit(PROVIDERS, (text) => withKey(text, name, replacementName));
  copy.edit(README, (text) => changeProviderRow(text, name, replacementName));
  // The name of the server in Claude Code is that of its entry, which is renamed above.
  if (entriesOf(model, name).some(({ keys }) => keys.at(-1) === kebabCase(name)))
    for (const path of copy.texts.keys())
      copy.edit(path, (text) =>
        SOURCE.test(path)
          ? text
          : text.replaceAll(
              new RegExp(`(?<=\\bmcp__)${kebabCase(name)}(?=__|(?![\\w-]))`, 'g'),
              kebabCase(replacementName),
            ),
      );
  const renamedVariables = new Map<string, string>();
  for (const path of copy.texts.keys()) {
    const isCode = SOURCE.test(path);
    copy.edit(path, (text) =>
      (isCode ? text : withName(text, name, replacementName)).replace(
        variablesOf(provider),
        (variable, test = '', rest: string) => {
          const otherVariable = `${test}${screamingCase(replacementName)}_${rest}`;
          renamedVariables.set(variable, otherVariable);
          return otherVariable;
        },
      ),
    );
  }
  const storesCredentials = entryText(provider, 'token_path') !== undefined;
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
    ],
    next: storesCredentials ? [signInStep(signIn, isInBrowser, signInPlace(context))] : [],
    repeat: ['rename-provider', name, replacementName],
    report: { name: replacementName, variables: Object.fromEntries(renamedVariables) },
  });
}

const movedPath = (path: string, name: string, replacement: string) =>
  path.replace(
    new RegExp(`^(src/providers/|tests/(?:snapshots/)?)${name}(?=[./])`),
    `$1${replacement}`,
  );

/** Places in the code and the configuration of a project that name a provider. */
function placesOf(project: Project, provider: Provider, replacement: string): TextSplice[] {
  const { name, entry } = provider;
  const literals = [
    ...['auth', 'client', 'database', 'files'].flatMap((stem) =>
      (provider.module(`api/${stem}`)?.calls ?? []).flatMap((call) => call.arguments[0] ?? []),
    ),
    provider.module('mcp-instance')?.variables.find((variable) => variable.name === 'PROVIDER_NAME')
      ?.init,
    ...project
      .modulesIn('tests')
      .flatMap((module) =>
        module.calls
          .filter((call) => /(^|\.)testProvider$/.test(call.name))
          .map((call) => project.resolved(module, call.arguments[1])?.expression),
      ),
  ];
  const quotedRanges = literals.flatMap((literal) => (literal?.value === name ? [literal.at] : []));
  const entries = entriesOf(project, name);
  const isNamed = (key: SourceRange) => withoutQuotes(key) === kebabCase(name);
  return [
    ...quotedRanges.map((range) => replaceWithin(range, name, replacement)),
    ...(entry ? [replaceWithin(entry.keyAt, name, replacement)] : []),
    ...entries
      .filter(({ key }) => isNamed(key))
      .map(({ key }) => replaceWithin(key, kebabCase(name), kebabCase(replacement))),
  ];
}

const withoutQuotes = ({ file, start, end }: SourceRange) =>
  file.text.slice(start, end).replace(/^["']|["']$/g, '');

/** Replaces the first occurrence of a name within a range. */
function replaceWithin(
  { file, start, end }: SourceRange,
  name: string,
  replacement: string,
): TextSplice {
  const offset = start + Math.max(0, file.text.slice(start, end).indexOf(name));
  return { path: file.path, start: offset, end: offset + name.length, text: replacement };
}

function withKey(text: string, name: string, replacement: string): string | undefined {
  const providers = parseTypeScript(text).getVariableDeclaration('providers');
  const object = objectIn(providers?.getInitializer());
  const property = object && propertyOf(object, name);
  if (!property || keyOf(property) !== name) return undefined;
  const offset = property.getStart() + property.getText().indexOf(name);
  const key = isShorthand(property) ? `${replacement}: ${name}` : replacement;
  return text.slice(0, offset) + key + text.slice(offset + name.length);
}

/** A text in which commands, paths and URLs name the provider by its new name. */
const withName = (text: string, name: string, replacement: string): string =>
  text.replace(
    new RegExp(
      [
        `(?<=--(?:provider|name)[ =]|mcp-provider sign-in )${name}(?![\\w-])`,
        `(?<="--provider",\\s*")${name}(?=")`,
        `(?<="name":\\s*"--provider",\\s*"value":\\s*")${name}(?=")`,
        `(?<=src/providers/|tests/)${name}(?=[./])`,
        `(?<=/)${name}(?=/mcp\\b)`,
      ].join('|'),
      'g',
    ),
    replacement,
  );
