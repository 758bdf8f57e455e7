import { npx } from '../npx.js';
import { CliError } from './cli-error.js';

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

export const noProviders = (root: string) =>
  new CliError(
    'grow/no-providers',
    `The project in "${root}" has no providers.`,
    `Add one with "${npx('add-provider')}".`,
  );

export const whichProvider = (names: readonly string[]) =>
  new CliError(
    'grow/which-provider',
    `The project has several providers: ${quoted(names)}.`,
    'Say which with "--provider".',
    2,
    { details: { providers: names } },
  );

export const nameOrSpec = (argument: string) =>
  new CliError(
    'grow/name-or-spec',
    `What to add is described by "--spec" or by "${argument}", not by both.`,
    'Put everything into the spec, or leave "--spec" out.',
  );

export const nameInUse = (kind: string, name: string) =>
  new CliError('grow/name-taken', `There is a ${kind} "${name}" already.`, 'Choose another name.');

/** `says`: the end of a sentence that begins with the name. */
export const nameTaken = (kind: string, name: string, says: string) =>
  new CliError(
    'grow/name-taken',
    `The ${kind} "${name}" cannot be added: it ${says}.`,
    'Choose another name.',
  );

export const elsewhere = (kind: string, name: string, path: string) =>
  new CliError(
    'grow/elsewhere',
    `Nothing was written: there is another ${kind} "${name}" already, in "${path}".`,
    'Choose another name, or change the one that is there.',
    2,
    { details: { kind, name, path } },
  );

export const fileBroken = (path: string, line: number, says: string) =>
  new CliError(
    'grow/file-broken',
    `Nothing was written: "${path}" ${says} (line ${line}).`,
    'Repair that file, then run the command again.',
    2,
    { details: { path, line } },
  );

/** Generated code would not compile: the project has changed what it builds on. */
export const importMissing = (file: string, name: string, from: string) =>
  new CliError(
    'grow/import-missing',
    `Nothing was written: "${file}" would need "${name}" from "${from}", which is not there.`,
    'Put it back, or write this one by hand.',
    2,
    { details: { file, name, from } },
  );

/** Lines that belong into a file, at a place that could not be found with certainty. */
export interface LinesByHand {
  path: string;
  /** "beside the imports of other tools" */
  where: string;
  lines: string;
}

export const addByHand = (places: readonly LinesByHand[]) =>
  new CliError(
    'grow/by-hand',
    [
      `Nothing was written: it is not certain where ${places.length === 1 ? 'this belongs' : 'these belong'}.`,
      ...places.flatMap(({ path, where, lines }) => [
        `"${path}", ${where}:`,
        ...lines.split('\n').map((line) => `    ${line}`),
      ]),
    ].join('\n'),
    'Add the lines by hand, then run the command again: it does the rest.',
    2,
    { details: { places } },
  );
