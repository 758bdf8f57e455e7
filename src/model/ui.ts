import type { Questions } from './questions.js';

/** The only output channel to users. The result goes to stdout, everything else to stderr. */
export interface Ui {
  /** Prints the result as text or as JSON, always without control characters. */
  result(text: string): void;
  /** Prints a result that programs read, such as a report: verbatim if stdout is not a terminal. */
  data(text: string): void;
  /** Prints a part of external text immediately: verbatim in a pipe, and without workflow commands in a CI log. */
  write(text: string): void;
  note(text: string): void;
  step(text: string): void;
  success(text: string): void;
  warn(text: string): void;
  error(message: string, hint?: string): void;
  /** Notes and warnings so far, for JSON documents, whose readers do not see stderr. */
  readonly notes: readonly string[];
  /** Shows progress while `work` runs (`label`, then the texts that `update` gets) and its result. */
  progress<T>(label: string, work: (update: (detail: string) => void) => Promise<T>): Promise<T>;
  /** Shows progress in a terminal while `work` runs; the output is removed afterwards. */
  transientProgress<T>(label: string, work: () => Promise<T>): Promise<T>;
  /** Starts a conversation; only if `interactive`. */
  ask(signal: AbortSignal): Promise<Questions>;
  /** Whether questions are possible: stdin and stderr are terminals. */
  readonly interactive: boolean;
  readonly stdout: View;
  readonly stderr: View;
}

/** Width and colors that text on one stream may have. */
export interface View {
  color: boolean;
  columns: number;
  /** Whether a user reads it, whose terminal breaks longer lines within words. */
  isTerminal?: boolean;
  /** Adds colors; returns the text unchanged if the stream has none. */
  paint: Paint;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Paint = Readonly<Record<Style, (text: string) => string>>;
