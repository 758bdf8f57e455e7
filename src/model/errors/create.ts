import { didYouMeanUrl } from '../as-url.js';
import { shownUrl } from '../shown-url.js';
import { didYouMean } from '../text/nearest.js';
import { CliError } from './cli-error.js';

export const flagsAndSpecs = (flag: string) =>
  new CliError(
    'create/flags-and-specs',
    `"--spec" and "${flag}" cannot be used together.`,
    'Put everything into the spec, or omit "--spec".',
  );

export const nothingToConnect = (text: string, names: readonly string[]) => {
  const [, scheme] = /^((?:jdbc:)?[\w+.-]+):\/\//i.exec(text) ?? [];
  return scheme === undefined
    ? new CliError(
        'create/nothing-to-connect',
        `"${shownUrl(text)}" was not found${didYouMean(text, names) || '.'}`,
        'Enter a URL, the path of a file or folder, a command, a curl command, or the name of a service.',
      )
    : new CliError(
        'create/nothing-to-connect',
        `URLs that begin with "${scheme}://" are not supported.`,
        'Use "https://…" for an API or an MCP server, "postgres://…", "mysql://…" or "sqlite:FILE" for a database, and "s3://…" for a bucket.',
      );
};

export const apiOrServer = (url: string) =>
  new CliError(
    'create/api-or-server',
    `"${shownUrl(url)}" requires credentials, and does not say whether it is an API or an MCP server.`,
    'Add "--kind api" or "--kind mcp".',
  );

export const fileOfNoUse = (file: string) => {
  const isCode = /\.(?:[cm]?[jt]sx?|py)$/i.test(file);
  return new CliError(
    'create/file-of-no-use',
    `File "${file}" is no OpenAPI document, spec, database or configuration of an MCP client.`,
    isCode
      ? 'If it starts an MCP server, enter the command. For functions of your own, enter "code" instead, and call them in the tools of the project.'
      : 'Enter another file, or the folder that contains it to serve its files.',
    isCode ? { next: () => 'npx create-mcp-provider --from code --help' } : {},
  );
};

export const notARequest = (fault: string) =>
  new CliError(
    'create/request',
    fault,
    'Enter a curl command, or a method and a path or URL, such as "GET https://api.acme.dev/rooms".',
  );

export const conflictingSources = () =>
  new CliError(
    'create/two-sources',
    '"--from-openapi" and "--from-database" cannot be used together.',
    'Import one of them, then the other with "npx mcp-provider import".',
  );

export const answersSaved = () =>
  new CliError(
    'cli/cancelled',
    'Cancelled. No files were written.',
    'Your answers are saved: run the same command in this directory to continue.',
    { exit: 130 },
  );

/** @param similarFiles all files of the same folder; the message suggests the nearest one */
export const specNotFound = (file: string, similarFiles: readonly string[] = []) =>
  new CliError(
    'create/spec-not-found',
    `File "${shownUrl(file)}" not found${didYouMean(file, similarFiles) || '.'}`,
    'Check the path.',
  );

export const duplicateName = (name: string) =>
  new CliError(
    'create/provider-twice',
    `Two specs describe a provider "${name}".`,
    'Give one of them another name.',
  );

export const unusablePath = (root: string, character: string) =>
  new CliError(
    'create/unusable-path',
    `The tests cannot run in "${root}": the path contains "${character}". No files were changed.`,
    'Choose another directory, or add "--no-install" if the project is to be tested elsewhere.',
  );

/** @param name a folder above the project that belongs to another program */
export const ownedFolder = (root: string, name: string) =>
  new CliError(
    'create/unusable-path',
    `"${root}" is in "${name}", a folder of another program. No files were changed.`,
    'Choose another directory.',
  );

/** The command succeeded without its effect. @param missingResult the missing result */
export const stepWithoutEffect = (command: string, root: string, missingResult: string) =>
  new CliError(
    'create/step-without-effect',
    `The project is written, but "${command}" has left no ${missingResult} in "${root}".`,
    'Look for settings of the program that apply there: in the environment, and in files of folders above.',
  );

export const stoppedAfterWriting = (command: string, root: string) =>
  new CliError(
    'create/stopped-after-writing',
    `The project is written, but "${command}" was stopped.`,
    `Run "${command}" again in "${root}".`,
    { exit: 130 },
  );

export const stepFailed = (command: string, root: string, output: string) =>
  new CliError(
    'create/step-failed',
    `The project is written, but "${command}" failed.${output === '' ? '' : `\n${output}`}`,
    `Run "${command}" again in "${root}".`,
  );

/** @param reason what follows the command in a sentence */
export const registryFailed = (
  command: string,
  { reason, hint }: { reason: string; hint: string },
) =>
  new CliError(
    'create/registry',
    `The project is written, but its packages are not installed: "${command}" ${reason}.`,
    hint,
  );

/** A warning, because the rest of the command succeeded. */
export const besideFailed = (paths: string, cause: CliError) =>
  `The project is written, but not ${paths}. ${cause.message}`;

export const withoutFeature = (option: string) =>
  new CliError(
    'create/without-feature',
    `"${option}" requires a feature that publishes the server.`,
    `Add the feature "registry", or omit "${option}".`,
  );

export const vendorAndRegistry = () =>
  new CliError(
    'create/vendor-and-registry',
    '"--vendor" and "--feature registry" cannot be used together: packages on npm cannot depend on files.',
    'Omit "--vendor", or use "--feature mcpb", which packs the files.',
  );

export const nativeInFeature = (feature: string, name: string) =>
  new CliError(
    'create/native-in-feature',
    `The feature "${feature}" cannot contain the package "${name}", which has a native library.`,
    `Omit the feature "${feature}", or use "registry": npm installs the package.`,
  );

export const notOnGitHub = (url: string) =>
  new CliError(
    'create/not-on-github',
    `"${shownUrl(url)}" is not the URL of a repository on GitHub.`,
    'Use the form "https://github.com/owner/name".',
  );

export const notPublic = (url: string) =>
  new CliError(
    'create/not-public',
    `"${shownUrl(url)}" is not a public https URL.`,
    `${didYouMeanUrl(url)}Use the URL at which clients reach the server, such as "https://mcp.acme.dev".`,
  );

export const publicCredentials = (host: string) =>
  new CliError(
    'create/not-public',
    `The public URL of "${host}" contains a user name or password.`,
    'Remove them: everyone can read "server.json".',
  );

export const unknownStarter = (service: string, name: string, starters: readonly string[]) =>
  new CliError(
    'create/starter',
    `${service} has no prepared tool "${name}"${didYouMean(name, starters) || '.'}`,
    `Choose from ${starters.join(', ')}; describe another one with --tool and --request.`,
  );

export const noClientServers = (client: string) =>
  new CliError(
    'create/client',
    `The configuration of "${client}" has no server.`,
    'Run "mcp-provider config --list" to see which clients have some.',
  );

export const unknownServers = (
  client: string,
  names: readonly string[],
  knownNames: readonly string[],
) =>
  new CliError(
    'create/client',
    `The configuration of "${client}" has no server ${names.map((name) => `"${name}"`).join(', ')}.`,
    `Choose from ${knownNames.join(', ')} with --servers.`,
  );

export const clientUnreadable = (file: string, reason: string) =>
  new CliError(
    'create/client',
    `"${file}" cannot be read. ${reason} It was left unchanged.`,
    'Correct the file, then run the command again.',
  );

export const serverFailedToStart = (name: string, { message, hint }: CliError) =>
  new CliError('create/client', `"${name}" did not start: ${message}`, hint);

export const sameProviderName = (entry: string, name: string) =>
  new CliError(
    'create/client',
    `"${entry}" would be the second provider with the name "${name}".`,
    'Rename one of the entries in the file of the client.',
  );

export const demoInProject = () =>
  new CliError(
    'create/demo-in-project',
    'The demo is a project of its own.',
    'Run: npx create-mcp-provider --from demo',
  );
