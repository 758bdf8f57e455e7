import { capitalize } from '../names.js';
import { cliCommand } from '../npx.js';
import { didYouMean } from '../text/nearest.js';
import { CliError } from './cli-error.js';

const NOTHING_CHANGED = 'No files were changed.';
const quoteNames = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** @param kind "tool", "provider" or "argument" */
export const nameMissing = (kind: string, command: string, names: readonly string[]) =>
  new CliError(
    'refactor/name',
    `The name of the ${kind} is missing.`,
    `Name it: "${cliCommand(`${command} ${kind.toUpperCase()}`)}". Names: ${names.join(', ') || 'none'}.`,
    { details: { names } },
  );

export const newNameMissing = (command: string, name: string) =>
  new CliError(
    'refactor/new-name',
    `The new name of "${name}" is missing.`,
    `Add it: "${cliCommand(`${command} ${name} NEW_NAME`)}".`,
  );

export const notFound = (kind: string, name: string, names: readonly string[]) =>
  new CliError(
    'refactor/not-found',
    `${capitalize(kind)} "${name}" not found${didYouMean(name, names) || '.'}`,
    `"${cliCommand('list')}" shows all names.`,
    { details: { names } },
  );

export const argumentNotFound = (name: string, tool: string, names: readonly string[]) =>
  new CliError(
    'refactor/not-found',
    `"${tool}" has no argument "${name}"${didYouMean(name, names) || '.'}`,
    names.length > 0 ? `Its arguments: ${names.join(', ')}.` : 'Name another tool.',
    { details: { names } },
  );

/** The schema or the function is in another form than the command can edit. */
export const argumentNotEditable = (argument: string, tool: string, path: string) =>
  new CliError(
    'refactor/argument',
    `"${path}" does not state "${argument}" in "input: z.strictObject({ … })" of "${tool}": it shares the argument with other tools, or its function gets the arguments in a way that the command cannot follow. ${NOTHING_CHANGED}`,
    "Rename the argument by hand, and add \"formerly: [{ arguments: { old: 'new' }, until: '2027-06' }]\" to the tool.",
    { details: { path } },
  );

export const inSeveralProviders = (tool: string, providers: readonly string[]) =>
  new CliError(
    'refactor/several-providers',
    `Several providers have a tool "${tool}": ${quoteNames(providers)}.`,
    'Choose one with "--provider".',
    { details: { providers } },
  );

/** The tool's name comes from settings or from another server, so no file contains its definition. */
export const notInCode = (tool: string, file: string) =>
  new CliError(
    'refactor/not-in-code',
    `No code of this project defines the tool "${tool}": it comes from "${file}".`,
    'Change that file; for an imported MCP server, import again and leave the tool out.',
  );

/** The file has several definitions, or the name is computed. */
export const notAlone = (tool: string, path: string, line: number) =>
  new CliError(
    'refactor/shared-file',
    `"${path}" defines other tools besides "${tool}" (line ${line}). ${NOTHING_CHANGED}`,
    'Move the tool to its own file, or edit that file by hand.',
    { details: { path, line } },
  );

export const notALiteral = (tool: string, path: string) =>
  new CliError(
    'refactor/computed-name',
    `"${path}" computes the name "${tool}". ${NOTHING_CHANGED}`,
    'Write the name as a string literal, then run the command again.',
  );

/** @param places imports as "path:line" */
export const notResolved = (places: readonly string[]) =>
  new CliError(
    'refactor/unresolved',
    `These imports lead to no file that is known: ${places.join(', ')}. ${NOTHING_CHANGED}`,
    'Define the alias in "imports" of package.json or "paths" of tsconfig.json, or correct the path.',
    { details: { places } },
  );

export const stillImported = (path: string, importers: readonly string[]) =>
  new CliError(
    'refactor/imported',
    `${quoteNames(importers)} ${importers.length > 1 ? 'import' : 'imports'} from "${path}". ${NOTHING_CHANGED}`,
    'Move the imported code to another file, then run the command again.',
    { details: { path, importers } },
  );

export const newNameTaken = (kind: string, name: string, provider?: string) =>
  new CliError(
    'refactor/name-taken',
    `${capitalize(kind)} "${name}" already exists${provider === undefined ? '' : ` in ${provider}`}. ${NOTHING_CHANGED}`,
    'Choose another name.',
  );

/** @param fault the end of a sentence whose subject is the name */
export const newNameInvalid = (name: string, fault: string) =>
  new CliError(
    'refactor/new-name',
    `The new name "${name}" ${fault}. ${NOTHING_CHANGED}`,
    'Choose another name.',
  );

export const identifierTaken = (identifier: string, path: string) =>
  new CliError(
    'refactor/identifier-taken',
    `"${path}" already uses the name "${identifier}". ${NOTHING_CHANGED}`,
    'Choose another name, or rename that one first.',
  );

/** @param lines counts with files, such as "3 lines of a.ts" */
export const notCommitted = (lines: readonly string[]) =>
  new CliError(
    'refactor/uncommitted',
    `Not committed: ${lines.join(', ')}. ${NOTHING_CHANGED}`,
    'Commit them first, or add "--yes" to delete them.',
    { details: { lines } },
  );

export const onlyProvider = (name: string) =>
  new CliError(
    'refactor/only-provider',
    `"${name}" is the only provider of this project. ${NOTHING_CHANGED}`,
    `Add another one first ("${cliCommand('add-provider')}"), or delete the project.`,
  );
