import { CliError } from './cli-error.js';

const FREE_SPACE = 'Free some space, then run the command again.';
const PERMISSIONS = 'Check its permissions, or choose another directory.';
const NAMES = 'Choose another name or directory.';
const CLOSE_PROGRAMS = 'Close the programs that use it, then run the command again.';

/** Reasons and hints by error code of the system. Any other code is a defect of this program. */
const REFUSALS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOSPC: ['the disk is full', FREE_SPACE],
  EDQUOT: ['the disk quota is exceeded', FREE_SPACE],
  EACCES: ['permission denied', PERMISSIONS],
  EPERM: ['operation not permitted', PERMISSIONS],
  EROFS: ['the file system is read-only', PERMISSIONS],
  ENOENT: ['no such file or directory', NAMES],
  ENOTDIR: ['a part of the path is not a directory', NAMES],
  EISDIR: ['it is a directory', NAMES],
  EEXIST: ['it already exists', NAMES],
  ENOTEMPTY: ['the directory is not empty', NAMES],
  ENAMETOOLONG: ['the name is too long', NAMES],
  ELOOP: ['too many symbolic links', NAMES],
  EXDEV: ['the paths are on different file systems', NAMES],
  EBUSY: ['the file is in use', CLOSE_PROGRAMS],
  ETXTBSY: ['the file is in use', CLOSE_PROGRAMS],
  EMFILE: ['too many files are open', CLOSE_PROGRAMS],
  ENFILE: ['too many files are open', CLOSE_PROGRAMS],
  EIO: ['input/output error', 'Check the disk.'],
};

/**
 * An operation that the system refused; null if `cause` has no known error code.
 * @param action verb phrase, such as "read" or "write to"
 */
export function diskRefused(action: string, path: string, cause: Error & { code?: string }) {
  const refusal = REFUSALS[cause.code ?? ''];
  if (!refusal) return null;
  const [reason, hint] = refusal;
  return new CliError('disk/refused', `Cannot ${action} "${path}": ${reason}.`, hint, { cause });
}

/** Writing to stdout failed, for example because it is a file on a full disk. */
export function outputRefused(cause: Error & { code?: string | undefined }) {
  const [reason, hint] = REFUSALS[cause.code ?? ''] ?? [cause.message, 'Check where it goes.'];
  return new CliError('output/refused', `Cannot write to stdout: ${reason}.`, hint, { cause });
}

/** The same error for a known directory, because the refused path is a temporary name of this program. */
export const refusedIn = (directory: string, refusal: unknown) =>
  refusal instanceof CliError && refusal.cause instanceof Error
    ? (diskRefused('write in', directory, refusal.cause) ?? refusal)
    : refusal;

export const notRegular = (path: string) =>
  new CliError(
    'disk/not-regular',
    `"${path}" is not a regular file.`,
    'Replace it with a regular file, or remove it.',
  );

export const fileTooLarge = (path: string) =>
  new CliError('disk/too-large', `"${path}" is larger than 64 MB.`, 'Move it out of the project.');

export const inputTooLarge = (name: string) =>
  new CliError(
    'disk/too-large',
    `"${name}" is larger than 64 MB.`,
    'Check that it is the file you mean.',
  );

export const notText = (path: string) =>
  new CliError(
    'disk/not-text',
    `"${path}" is not UTF-8 text.`,
    /\.(?:gz|zip|br|zst|xz|bz2)$/.test(path) ? 'Decompress it.' : 'Save it as UTF-8, or move it.',
  );

export const commandMissing = (command: string, cause: unknown) =>
  new CliError(
    'exec/missing',
    `Command "${command}" not found.`,
    `Install "${command}", or add it to the PATH.`,
    {
      cause,
    },
  );

export const slowGit = (seconds: number) =>
  new CliError(
    'git/slow',
    `Git did not end within ${seconds} s, so it is not known what is committed. No files were changed.`,
    'Run "git gc", which makes it faster, or wait until this computer is less busy, then run the command again.',
  );
