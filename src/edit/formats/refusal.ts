type RefusalReason =
  | 'syntax'
  | 'duplicate-key'
  | 'not-a-mapping'
  | 'unsupported'
  | 'verification'
  | 'too-large'
  | 'not-text';

/** The reason why a text is not edited; it stays as it is. */
export class EditRefusedError extends Error {
  override name = 'EditRefusedError';
  constructor(
    readonly reason: RefusalReason,
    /** A sentence. */
    message: string,
    /** Line number from 1, if it is known. */
    readonly line?: number,
  ) {
    super(message);
  }
}

export const syntaxError = (message: string, line: number): EditRefusedError =>
  new EditRefusedError(
    'syntax',
    `Syntax error in line ${line}: ${message.replace(/\.$/, '')}.`,
    line,
  );
