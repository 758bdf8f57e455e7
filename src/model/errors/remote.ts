import { didYouMeanUrl } from '../as-url.js';
import { npx } from '../npx.js';
import { maskTarget } from '../secrets.js';
import { shownUrl } from '../shown-url.js';
import { didYouMean } from '../text/nearest.js';
import { CliError } from './cli-error.js';

const TARGET = 'A target is a URL ("https://mcp.acme.dev/mcp") or a command ("npx -y acme-mcp").';

export const emptyTarget = () => new CliError('remote/target', 'The target is empty.', TARGET);

export const invalidTarget = (text: string) =>
  new CliError('remote/target', `"${shownUrl(text)}" is not the URL of an MCP server.`, TARGET);

export const loginInTarget = (text: string) =>
  new CliError(
    'remote/login',
    `"${shownUrl(text)}" was entered with a user name or a password, which no client sends.`,
    `Use --header 'Authorization: Basic \${ACME_LOGIN}', with the secret in an environment variable.`,
  );

export const secretInTarget = (name: string) =>
  new CliError(
    'remote/secret',
    `The target contains the secret "${name}", and the project would contain it too.`,
    `Use --header 'Authorization: Bearer \${ACME_TOKEN}' for a URL, --env NAME for a command.`,
  );

export const unencryptedTarget = (host: string) =>
  new CliError(
    'remote/unencrypted',
    `"${host}" is not a loopback address, and "http" is not encrypted.`,
    'Use "https".',
  );

export const uselessOption = (flag: string, requiredOption: string) =>
  new CliError('remote/option', `"${flag}" requires ${requiredOption} as target.`, TARGET);

export const invalidHeader = (text: string) =>
  new CliError(
    'remote/header',
    `${JSON.stringify(text.replace(/:.*/s, ': …'))} is not a header.`,
    `Write --header 'Authorization: Bearer \${ACME_TOKEN}', with the secret in an environment variable.`,
  );

export const hiddenHeader = (name: string) =>
  new CliError(
    'remote/header',
    `The header "${name}" has no value: "Repeat" does not print secrets.`,
    `Write --header '${name}: \${TOKEN}', with the secret in an environment variable.`,
  );

export const missingVariable = (name: string) =>
  new CliError(
    'remote/variable',
    `Environment variable "${name}" is not set.`,
    `Set "${name}", then run the command again.`,
  );

/** @param reason a sentence */
export const unreachable = (target: string, reason: string, hint: string, cause: unknown) =>
  new CliError('remote/unreachable', `Cannot connect to "${maskTarget(target)}". ${reason}`, hint, {
    cause,
  });

/** `reason` is a sentence. */
export const serverFailed = (label: string, reason: string, cause: unknown) =>
  new CliError(
    'remote/failed',
    `"${maskTarget(label)}" failed: ${reason}`,
    'Run the command again, or ask the operator of the server.',
    { cause },
  );

export const packageMissing = (name: string) =>
  new CliError(
    'remote/package',
    `The npm registry has no package "${name}".`,
    'Check its name and version.',
  );

/** @param commands that start its programs */
export const programOfPackage = (name: string, commands: readonly string[]) =>
  new CliError(
    'remote/program',
    commands.length === 0
      ? `The package "${name}" has no program.`
      : `The package "${name}" has several programs, and none has its name.`,
    commands.length === 0
      ? 'Check the name of the server.'
      : `Choose one: ${commands.map((command) => `"${command}"`).join(', ')}.`,
    { details: { commands } },
  );

/** @param commands that start its programs */
export const programOfFolder = (folder: string, commands: readonly string[]) =>
  new CliError(
    'remote/program',
    commands.length === 0
      ? `The package.json of "${folder}" names no program: it has no "bin", no script "mcp" or "start", and no "main".`
      : `The package in "${folder}" has several programs, and none has its name.`,
    commands.length === 0
      ? 'Write the command that starts the server.'
      : `Choose one: ${commands.map((command) => `"${command}"`).join(', ')}.`,
    { details: { commands } },
  );

export const installFailed = (name: string, output: string) =>
  new CliError(
    'remote/package',
    `"${name}" could not be installed${output === '' ? ', and npm printed nothing.' : `. npm printed:\n${output}`}`,
    'Check the network and what the package needs, then run the command again.',
  );

export const invalidSeconds = (value: string) =>
  new CliError(
    'remote/timeout',
    `Invalid value "${value}" for --timeout.`,
    'Enter a number of seconds from 1 to 600.',
  );

export const unknownRemoteTool = (text: string, name: string) =>
  new CliError(
    'remote/rename',
    name === ''
      ? `"${text}" does not rename a tool.`
      : `The server has no tool "${name}", which "--rename ${text}" names.`,
    'Write --rename NAME_AT_THE_SERVER=NAME_HERE.',
  );

export const sameToolName = (name: string, firstServer: string, secondServer: string) =>
  new CliError(
    'remote/same-name',
    `Two tools would be named "${name}": "${firstServer}" and "${secondServer}" of the server.`,
    `Add --rename ${secondServer}=ANOTHER_NAME.`,
  );

/** Maximum number of names that the message quotes. */
const QUOTED = 5;

export function invalidToolNames(names: readonly string[]): CliError {
  const [first = ''] = names;
  const quotedNames = names.slice(0, QUOTED).map((name) => JSON.stringify(name));
  const moreNames = names.length > QUOTED ? ` and ${names.length - QUOTED} more` : '';
  return new CliError(
    'remote/tool-name',
    names.length === 1
      ? `"${first}" is not a valid tool name.`
      : `${names.length} tools have no valid name: ${quotedNames.join(', ')}${moreNames}.`,
    `Add --rename '${first}=ANOTHER_NAME': letters, digits, "_", "-" and ".", at most 128; or --exclude with the name${names.length === 1 ? '' : ', for each of them'}.`,
  );
}

export const schemaTooDeep = (name: string, levels: number) =>
  new CliError(
    'remote/deep-tool',
    `The definition of the tool "${name}" has more than ${levels} levels.`,
    `Add --exclude ${name}, or ask the operator of the server.`,
  );

export const signInRequired = (target: string) =>
  new CliError(
    'remote/sign-in',
    `"${target}" requires sign-in.`,
    `Add --header 'Authorization: Bearer \${TOKEN}', or the header of its API key. "discover" and "import mcp" sign in with --sign-in.`,
  );

/** @param reason a sentence */
export const signInFailed = (target: string, reason: string) =>
  new CliError(
    'remote/sign-in',
    `The sign-in to "${target}" failed. ${reason}`,
    `Run "${npx(`doctor ${target}`)}" to find the step that fails.`,
  );

export const noSignIn = (target: string) =>
  new CliError(
    'remote/sign-in',
    `"${target}" requires a token or key, and names no authorization server.`,
    'Add --header with the token or key instead of --sign-in.',
  );

export const clientRequired = (issuer: string) =>
  new CliError(
    'remote/sign-in',
    `The authorization server "${issuer}" does not register clients.`,
    'Register a client there with the redirect URI http://127.0.0.1/auth/callback, on any port, and add --client-id.',
  );

export const incompleteList = (list: string, message: string) =>
  new CliError(
    'remote/incomplete',
    `The server did not return its ${list}: ${message.replace(/\.?$/, '.')} No files were changed.`,
    'Run the command again, or ask the operator of the server.',
  );

/** Maximum number of names that a message lists. */
const MAX_NAMED = 10;

export function selectionRequired(names: readonly string[]): CliError {
  const moreNames = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return new CliError(
    'remote/selection',
    `Missing: --include. The server offers ${names.length} tools: ${names.slice(0, MAX_NAMED).join(', ')}${moreNames}.`,
    `Add --include with the name of each tool to serve, or --include "*" for all of them.`,
  );
}

export const unknownSource = (source: string, sources: readonly string[]) =>
  new CliError(
    'import/source',
    `Cannot import from "${source}"${didYouMean(source, sources) || '.'}`,
    `Choose one of ${sources.join(', ')}.`,
  );

export const targetRequired = () =>
  new CliError('import/target', 'The project has no provider of kind "mcp".', TARGET);

export const otherKind = (provider: string, kind: string) =>
  new CliError(
    'import/kind',
    `Provider "${provider}" already exists, and its kind is "${kind}".`,
    'Choose another name with --name.',
  );

export const urlRequired = (text: string) =>
  new CliError(
    'remote/url',
    `"${shownUrl(text)}" is not the URL of an MCP server.`,
    `${didYouMeanUrl(text)}Enter a URL, such as "https://mcp.acme.dev/mcp".`,
  );
