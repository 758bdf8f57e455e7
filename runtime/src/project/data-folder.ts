import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileSystem, operatingSystem } from '../node/node-module.js';
import { codeOf } from '../utils/error-code.js';
import { type Environment, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { configOf } from './config.js';
import { environmentOf, projectOf } from './project.js';
import { isTokenPath, tokenPathRule } from './token-path.js';

/** The error of an account without a home directory, if no variable names a folder for data. */
export class NoDataFolderError extends Error {
  override name = 'NoDataFolderError';
}

/**
 * Returns the folder of `token_path`, below the data folder of this machine's user unless absolute.
 * @throws NoDataFolderError
 * @throws StartError
 */
export function dataFolder(provider: string): string {
  const { token_path: path = provider } = configOf(provider);
  // Entries of the file were checked when it was read; entries in code were not.
  if (!isTokenPath(projectOf(provider).root, path))
    throw new StartError(`token_path of "${provider}" ${tokenPathRule}.`);
  return isAbsolute(path) ? path : resolve(dataHome(environmentOf(provider)), path);
}

/**
 * Returns the data folder: `MCP_DATA_DIR`, else `mcp` in the system's folder for data. Relative
 * paths of the system are ignored (XDG Base Directory).
 * @throws StartError
 */
export function dataHome(env: Environment): string {
  const configuredFolder = setting('MCP_DATA_DIR', env);
  if (configuredFolder !== undefined) {
    if (isAbsolute(configuredFolder)) return configuredFolder;
    throw new StartError('MCP_DATA_DIR must be an absolute path.');
  }
  switch (process.platform) {
    case 'win32':
      return join(absolutePath(setting('LOCALAPPDATA', env)) ?? inHome('AppData', 'Local'), 'mcp');
    case 'darwin':
      return inHome('Library', 'Application Support', 'mcp');
    default:
      return join(absolutePath(setting('XDG_DATA_HOME', env)) ?? inHome('.local', 'share'), 'mcp');
  }
}

/**
 * Checks that a folder is writable; a missing one can be created if the nearest folder above it
 * is writable.
 * @throws StartError if this account cannot write
 */
export async function requireWritable(folder: string): Promise<void> {
  const { access, constants } = fileSystem().promises;
  const problem = await access(folder, constants.W_OK).then(() => undefined, codeOf);
  if (problem === undefined) return;
  if (problem === 'ENOENT' && dirname(folder) !== folder) return requireWritable(dirname(folder));
  throw new StartError(
    `${folder} is not writable for this account, and credentials are stored there. Set MCP_DATA_DIR to a folder that is, such as a volume.`,
  );
}

const absolutePath = (path: string | undefined) => (path && isAbsolute(path) ? path : undefined);

function inHome(...path: string[]): string {
  const { homedir } = operatingSystem();
  let home: string;
  try {
    home = homedir();
  } catch (cause) {
    throw new NoDataFolderError('There is no home directory: set MCP_DATA_DIR', { cause });
  }
  return join(home, ...path);
}
