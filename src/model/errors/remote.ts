import { CliError } from './cli-error.js';

const TARGET = 'A target is a URL ("https://mcp.acme.dev/mcp") or a command ("npx -y acme-mcp").';

export const emptyTarget = () => new CliError('remote/target', 'The target is empty.', TARGET);

export const invalidTarget = (text: string) =>
  new CliError('remote/target', `"${text}" is not the URL of an MCP server.`, TARGET);

export const unencryptedTarget = (host: string) =>
  new CliError(
    'remote/unencrypted',
    `"${host}" is not a loopback address, and "http" is not encrypted.`,
    'Use "https".',
  );

export const uselessOption = (flag: string, needs: string) =>
  new CliError('remote/option', `"${flag}" requires ${needs} as target.`, TARGET);

export const invalidHeader = (text: string) =>
  new CliError(
    'remote/header',
    `${JSON.stringify(text.replace(/:.*/s, ': …'))} is not a header.`,
    `Write --header 'Authorization: Bearer \${ACME_TOKEN}', with the secret in an environment variable.`,
  );

export const missingVariable = (name: string) =>
  new CliError(
    'remote/variable',
    `Environment variable "${name}" is not set.`,
    `Set "${name}", or omit the option.`,
  );

/** `reason` is a sentence. */
export const unreachable = (target: string, reason: string, hint: string, cause: unknown) =>
  new CliError('remote/unreachable', `Cannot connect to "${target}". ${reason}`, hint, 2, {
    cause,
  });

export const invalidSeconds = (value: string) =>
  new CliError(
    'remote/timeout',
    `Invalid value "${value}" for --timeout.`,
    'Enter a number of seconds from 1 to 600.',
  );
