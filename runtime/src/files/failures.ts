import { ToolError } from '../call/result/tool-error.js';

/** Returns the error for a file that does not exist; like all errors for callers, it contains no path. */
export const notFound = () => new ToolError('File not found.', { isMissing: true });

/** A file with this name exists, and the call may not replace it. */
export class FileExistsError extends ToolError {
  override name = 'FileExistsError';

  constructor() {
    super('The file already exists.');
  }
}
/** Returns the error for a change of files that users may only read. */
export const readOnlyError = () => new ToolError('These files are read-only.');
/** Returns the error for content that is too large to be written. */
export const tooLarge = (maxBytes: number) =>
  new ToolError(`A file can have at most ${maxBytes} bytes.`);

/** Returns the error for a file that is too large to be read at once. */
export const tooLargeToRead = (size: number, maxBytes: number) =>
  new ToolError(`The file has ${size} bytes. Read at most ${maxBytes} bytes at once.`);

/** Returns the error for a change that would overwrite a newer version. */
export const changedSinceRead = () =>
  new ToolError('The file was changed or removed since it was read.', {
    advice: 'Read it again.',
  });

/** Returns the error for a folder or a bucket that cannot be reached. The log has the cause. */
export const storageUnavailable = (provider: string, cause: unknown) =>
  new ToolError(
    `The folder of the files is not available. It is "storage" of "${provider}" in provider-config.yaml.`,
    { cause },
  );

const NOT_FOUND_CODES = ['ENOENT', 'ELOOP', 'ENOTDIR', 'ENXIO', 'EISDIR', 'EACCES'];

/** Returns the code of a system error, such as "ENOENT"; empty for any other error. */
export function systemErrorCode(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : '';
}

/** Reasons that callers can act on, by error code. */
const REASONS: Readonly<Record<string, string>> = {
  ENAMETOOLONG: 'The name is too long.',
  ENOSPC: 'The storage is full.',
  EDQUOT: 'The storage is full.',
  EROFS: 'The storage is read-only.',
};

/** Throws the error for a caller whose file cannot be read. It does not reveal whether an inaccessible file exists. */
export function throwReadFailure(error: unknown): never {
  const code = systemErrorCode(error);
  if (code === '') throw error;
  if (NOT_FOUND_CODES.includes(code)) throw notFound();
  throw new ToolError(REASONS[code] ?? `The storage failed (${code}).`, { cause: error });
}

/** Throws the error for a caller whose change has failed. */
export function throwChangeFailure(error: unknown): never {
  const code = systemErrorCode(error);
  if (code === 'EEXIST') throw new FileExistsError();
  if (code === 'ENOTEMPTY') throw new ToolError('The folder is not empty.');
  if (code === 'EACCES' || code === 'EPERM')
    throw new ToolError('The server is not permitted to write there.', { cause: error });
  return throwReadFailure(error);
}
