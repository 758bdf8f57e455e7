import { CliError } from './cli-error.js';

const FREE_SPACE = 'Make room and run the command again.';
const PERMISSIONS = 'Check its permissions, or choose another directory.';
const NAMES = 'Choose another name or directory.';
const OTHERS = 'Close what else uses it and run the command again.';

/** What the system's codes mean and what helps; any other code is a mistake of ours. */
const REFUSALS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOSPC: ['the disk is full', FREE_SPACE],
  EDQUOT: ['the quota is used up', FREE_SPACE],
  EACCES: ['permission is denied', PERMISSIONS],
  EPERM: ['the system does not permit it', PERMISSIONS],
  EROFS: ['the disk is read-only', PERMISSIONS],
  ENOENT: ['it leads to nothing', NAMES],
  ENOTDIR: ['a part of it is not a directory', NAMES],
  EISDIR: ['it is a directory', NAMES],
  EEXIST: ['it is there already', NAMES],
  ENOTEMPTY: ['a directory that is not empty is there', NAMES],
  ENAMETOOLONG: ['the name is too long', NAMES],
  ELOOP: ['its links go round in circles', NAMES],
  EXDEV: ['it lies on two disks', NAMES],
  EBUSY: ['it is in use', OTHERS],
  ETXTBSY: ['it is in use', OTHERS],
  EMFILE: ['too many files are open', OTHERS],
  ENFILE: ['too many files are open', OTHERS],
  EIO: ['the disk does not answer', 'Check the disk.'],
};

/** The disk said no; null where `cause` is no such thing. `doing`: "read", "write to". */
export function diskRefused(doing: string, path: string, cause: Error & { code?: string }) {
  const refusal = REFUSALS[cause.code ?? ''];
  if (!refusal) return null;
  const [reason, hint] = refusal;
  return new CliError('disk/refused', `Cannot ${doing} "${path}": ${reason}.`, hint, 2, { cause });
}

/** The same, of the directory that is known, where what was refused in it is a name of our own. */
export const refusedIn = (directory: string, refusal: unknown) =>
  refusal instanceof CliError && refusal.cause instanceof Error
    ? (diskRefused('write in', directory, refusal.cause) ?? refusal)
    : refusal;

export const notText = (path: string) =>
  new CliError(
    'disk/not-text',
    `"${path}" is not UTF-8 text.`,
    'Save it as UTF-8, or move it away.',
  );

export const commandMissing = (command: string, cause: unknown) =>
  new CliError(
    'exec/missing',
    `The command "${command}" was not found.`,
    `Install "${command}" or put it on the PATH.`,
    2,
    {
      cause,
    },
  );
