import { cliCommand, npx } from '../npx.js';
import { CliError } from './cli-error.js';

export const notAProject = (directory: string) =>
  new CliError(
    'project/not-found',
    `"${directory}" is not in a provider project: there is no "provider-config.yaml".`,
    'Run it in a project, name its directory, or make one with "npx create-mcp-provider".',
  );

export const noProjectAbove = (directory: string) =>
  new CliError(
    'project/not-found',
    `"${directory}" is not in a provider project: there is no "provider-config.yaml".`,
    `Run it in a project, or name a directory: "${npx('validate .')}" checks all projects below this one.`,
  );

export const packagesMissing = (root: string) =>
  new CliError(
    'project/packages',
    `The packages of "${root}" are not installed.`,
    'Run "npm install" there.',
  );

export const packagesOfYarn = (root: string) =>
  new CliError(
    'project/packages',
    `Only programs that Yarn starts find the packages of "${root}": it has Plug'n'Play.`,
    'Run "yarn mcp-provider build" there.',
  );

export const noSources = (root: string) =>
  new CliError(
    'project/sources',
    `The project in "${root}" has no "src/server.ts".`,
    'Run the command in a project with its sources.',
  );

/** @param problem the bundler's message, with its location */
export const buildFailed = (problem: string) =>
  new CliError('project/build', problem, 'Correct this, and build again.', { exit: 1 });

export const noDirectory = (path: string) =>
  new CliError(
    'project/no-directory',
    `Directory "${path}" not found.`,
    'Check the path, or run the command in the project.',
  );

export const noProjectDirectory = (path: string) =>
  new CliError(
    'project/not-a-directory',
    `"${path}" is not a directory.`,
    'Name the directory of a project, or one that has projects below it.',
  );

/** @param fault a sentence of the file system */
export const configNotRead = (fault: string) =>
  new CliError('project/unreadable', fault, 'Check its permissions.');

/** @param problem absent for a merge conflict */
export const configUnreadable = (place: string, problem: string | undefined) =>
  new CliError(
    'project/unreadable',
    problem === undefined
      ? `${place}: A merge conflict is not resolved.`
      : `${place}: The file cannot be read: ${problem.replace(/\.$/, '')}.`,
    problem === undefined
      ? 'Keep one of the two versions, and remove the marks.'
      : 'Correct the syntax.',
  );

export const unknownProvider = (name: string, suggestion: string | undefined) =>
  new CliError(
    'project/unknown-provider',
    `Provider "${name}" not found in this project.`,
    `${suggestion === undefined ? '' : `Did you mean "${suggestion}"? `}"${cliCommand('list')}" shows all of them.`,
  );

export const tooManyFiles = (root: string, maximum: number) =>
  new CliError(
    'project/too-large',
    `"${root}" has more than ${maximum.toLocaleString('en')} files and directories.`,
    'Ignore the directories that are not part of the project in ".gitignore", or remove links between directories.',
  );

/** npm omits optional packages if it is configured to, or if a lock file from another system does not list them. */
export const noParser = (cause: unknown) =>
  new CliError(
    'project/no-parser',
    'The parser, "rolldown", cannot be loaded: its native package for this platform is missing.',
    'Install the dependencies of this platform: delete "node_modules", then run "npm install --include=optional".',
    { cause },
  );

export const invalidCatalog = (file: string) =>
  new CliError(
    'import/catalog',
    `"${file}" is not a catalog of an MCP server.`,
    'Restore the file from version control, or delete it and import the server again.',
  );
