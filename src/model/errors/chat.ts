import { CliError } from './cli-error.js';

/** @param problem a sentence that names the environment variable */
export const modelSetting = (problem: string) =>
  new CliError(
    'chat/model',
    problem,
    'Set MODEL_NAME, and OPENAI_API_KEY or ANTHROPIC_API_KEY. For another service set MODEL_URL and MODEL_KEY.',
  );

export const messageRequired = () =>
  new CliError(
    'chat/message',
    'The message is missing.',
    'Without a terminal, standard input is the message.',
  );

/** @param problem a sentence that begins with the path */
export const serversFile = (problem: string) =>
  new CliError('chat/servers', problem, 'Correct the file that "--servers" names.');

export const conflictingTargets = () =>
  new CliError('chat/servers', '"--servers" and a target exclude each other.', 'Omit one of them.');
