import { capitalize } from '../names.js';
import { cliCommand } from '../npx.js';
import { didYouMean } from '../text/nearest.js';
import { CliError } from './cli-error.js';

const quoteNames = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

export const noProviders = (root: string) =>
  new CliError(
    'extend/no-providers',
    `The project in "${root}" has no providers.`,
    `Add one with "${cliCommand('add-provider')}".`,
  );

export const whichProvider = (names: readonly string[]) =>
  new CliError(
    'extend/which-provider',
    `The project has several providers: ${quoteNames(names)}.`,
    'Choose one with "--provider".',
    { details: { providers: names } },
  );

/** @param suggestedName a valid name that is like it; `''` if there is none */
export const invalidSkillName = (name: string, suggestedName: string) =>
  new CliError(
    'extend/skill-name',
    `"${name}" is not a valid name of a skill: lowercase letters, digits and single hyphens, 64 at most.`,
    suggestedName === name || suggestedName === ''
      ? 'Choose another "--name".'
      : `Write "--name ${suggestedName.slice(0, 64).replace(/-$/, '')}".`,
  );

export const namesProvider = (name: string, kind: string) =>
  new CliError(
    'extend/names-provider',
    `"${name}" is a provider of this project; what comes first is the name of the new ${kind}.`,
    `Write "--provider ${name}" in its place, or beside it if the ${kind} has the same name.`,
  );

export const hostNotAllowed = (host: string, part: string, provider: string) =>
  new CliError(
    'extend/host',
    `Requests of "${part}" go to "${host}", which would get the credentials of "${provider}". No files were changed.`,
    `Add "--allow-host ${host}" if it may have them.`,
  );

export const unknownFeature = (name: string, features: readonly string[]) =>
  new CliError(
    'extend/feature',
    `Unknown feature "${name}"${didYouMean(name, features) || '.'}`,
    `Features are: ${features.join(', ')}.`,
  );

export const nameOrSpec = (argument: string) =>
  new CliError(
    'extend/name-or-spec',
    `"--spec" cannot be combined with "${argument}".`,
    'Put everything into the spec, or omit "--spec".',
  );

export const nameInUse = (kind: string, name: string) =>
  new CliError(
    'extend/name-taken',
    `${capitalize(kind)} "${name}" already exists.`,
    'Choose another name.',
  );

export const editedStub = (name: string, path: string) =>
  new CliError(
    'extend/name-taken',
    `Tool "${name}" already exists in "${path}", which was edited. No files were changed.`,
    `Write the call there, or run "${cliCommand(`remove-tool ${name}`)}" and add the tool again.`,
  );

/** @param fault the end of a sentence whose subject is the name */
export const nameTaken = (kind: string, name: string, fault: string) =>
  new CliError(
    'extend/name-taken',
    `Cannot add ${kind} "${name}": the name ${fault}.`,
    'Choose another name.',
  );

export const partInOtherFile = (kind: string, name: string, path: string) =>
  new CliError(
    'extend/elsewhere',
    `${capitalize(kind)} "${name}" already exists in "${path}". No files were changed.`,
    'Choose another name, or edit that file.',
    { details: { kind, name, path } },
  );

export const fileBroken = (
  path: string,
  { line, predicate, hint }: { line: number; predicate: string; hint?: string },
) =>
  new CliError(
    'extend/file-broken',
    `"${path}" ${predicate} (line ${line}). No files were changed.`,
    hint ?? 'Correct that file, then run the command again.',
    { details: { path, line } },
  );

export const mergedRecord = (path: string, line: number) =>
  new CliError(
    'extend/merged-record',
    `"${path}" contains a merge conflict (line ${line}). No files were changed.`,
    `Take either side of it, such as with "git checkout --ours ${path}", and run the command again: the import brings it up to date.`,
    { details: { path, line } },
  );

export const fileNotEdited = (path: string, refusal: string, line?: number) =>
  new CliError(
    'extend/not-edited',
    `Cannot edit "${path}". ${refusal} No files were changed.`,
    'Edit that place by hand, then run the command again.',
    { details: { path, line } },
  );

/** Lines for a file in which the editor found no certain place. */
export interface LinesByHand {
  path: string;
  /** Place in the file, such as "beside the imports of other tools". */
  where: string;
  lines: string;
}

export const addByHand = (places: readonly LinesByHand[]) =>
  new CliError(
    'extend/by-hand',
    [
      'These lines belong into files that were moved or rewritten. No files were changed.',
      ...places.flatMap(({ path, where, lines }) => [
        `"${path}", ${where}:`,
        ...lines.split('\n').map((line) => `    ${line}`),
      ]),
    ].join('\n'),
    'Add the lines where that code is now, then run the command again to add the rest.',
    { details: { places } },
  );
