import { ToolError } from '../call/define.js';

/** The words for callers: they contain no path. */
export const notFound = () => new ToolError('File not found.', { isMissing: true });
export class FileExistsError extends ToolError {
  override name = 'FileExistsError';

  constructor() {
    super('The file already exists.');
  }
}
export const readOnlyError = () => new ToolError('These files are read-only.');
export const tooLarge = (maxBytes: number) =>
  new ToolError(`A file can have at most ${maxBytes} bytes.`);
export const partially = (size: number, maxBytes: number) =>
  new ToolError(`The file has ${size} bytes. Read at most ${maxBytes} bytes at once.`);

const NOT_FOUND = ['ENOENT', 'ELOOP', 'ENOTDIR', 'ENXIO', 'EISDIR', 'EACCES'];

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** What callers can do something about, by code. */
const REASONS: Readonly<Record<string, string>> = {
  ENAMETOOLONG: 'The name is too long.',
  ENOSPC: 'The storage is full.',
  EDQUOT: 'The storage is full.',
  EROFS: 'The storage is read-only.',
};

/** Whether a file exists that the caller cannot reach is not told. */
export function missing(error: unknown): never {
  const reason = REASONS[codeOf(error)];
  if (reason !== undefined) throw new ToolError(reason, { cause: error });
  throw NOT_FOUND.includes(codeOf(error)) ? notFound() : error;
}

export function taken(error: unknown): never {
  if (codeOf(error) === 'EEXIST') throw new FileExistsError();
  if (codeOf(error) === 'ENOTEMPTY') throw new ToolError('The folder is not empty.');
  return missing(error);
}
