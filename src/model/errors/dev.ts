import { CliError } from './cli-error.js';

export const portInUse = (port: number, cause: unknown) =>
  new CliError(
    'dev/port',
    `Port ${port} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Add "--port 0" for any free port, or stop the program that uses this one.',
    { cause },
  );

export const invalidPort = (text: string) =>
  new CliError(
    'dev/invalid-port',
    `"--port" is "${text}".`,
    'Use a whole number from 0 to 65535; 0 is any free port.',
  );
