import { npx } from '../npx.js';
import { CliError } from './cli-error.js';

export const noRuntimeSources = () =>
  new CliError(
    'eject/no-sources',
    'This copy of create-mcp-provider does not contain the sources of the runtime.',
    'Run the installed program, or "npm run build" in its repository.',
  );

export const alreadyEjected = () =>
  new CliError(
    'eject/done',
    'This project has the sources of the runtime in "src/core".',
    'Edit the files there.',
  );

export const coreInUse = (path: string) =>
  new CliError(
    'eject/folder-in-use',
    `"${path}" already exists, and the sources of the runtime belong in "src/core".`,
    'Move your files to another folder, then run the command again.',
  );

export const noRuntime = () =>
  new CliError(
    'eject/no-runtime',
    'No file of this project imports "mcp-provider".',
    'Run the command in a project that depends on the runtime.',
  );

export const otherVersion = (project: string, program: string) =>
  new CliError(
    'eject/other-version',
    `The project uses mcp-provider ${project}, and this program has the sources of ${program}.`,
    `Run "${npx('eject', project)}", or update the dependency to ${program}.`,
  );

export const mixedVersions = (copied: string, program: string, command: string) =>
  new CliError(
    'eject/mixed-versions',
    `"src/core" has sources of mcp-provider ${copied}, and this program would add sources of ${program}.`,
    `Run "${npx(command, copied)}".`,
  );

export const noSuchEntry = (module: string, file: string) =>
  new CliError(
    'eject/no-source',
    `"${file}" imports "${module}", which is not source code of the runtime.`,
    'Remove that import, then run the command again.',
  );

export const manifestByHand = () =>
  new CliError(
    'eject/manifest',
    '"package.json" is not a JSON object.',
    'Remove comments and trailing commas, then run the command again.',
  );

export const tsconfigByHand = () =>
  new CliError(
    'eject/tsconfig',
    '"tsconfig.json" extends "mcp-provider/tsconfig.json" in a way that cannot be replaced.',
    'Write "extends" as one string and remove comments and trailing commas, then run the command again.',
  );
