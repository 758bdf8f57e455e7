export type RefusalReason =
  | 'syntax'
  | 'duplicate-key'
  | 'not-a-mapping'
  | 'unsupported'
  | 'verification'
  | 'too-large'
  | 'not-text';

/** The reason why a text is not edited; it stays as it is. */
export class Refusal extends Error {
  override name = 'Refusal';
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

export const syntaxError = (message: string, line: number): Refusal =>
  new Refusal('syntax', `Syntax error in line ${line}: ${message.replace(/\.$/, '')}.`, line);
