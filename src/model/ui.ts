import type { Questions } from './questions.js';

/** The only way to people. The result goes to stdout, everything else to stderr. */
export interface Ui {
  /** What the command was run for, as text for people or as JSON: without control characters, wherever it goes. */
  result(text: string): void;
  /** The same from a program that others read, such as a report: verbatim where stdout is not a terminal. */
  data(text: string): void;
  /** A part of a text from outside, at once: verbatim in a pipe, and without commands in a log of CI. */
  write(text: string): void;
  note(text: string): void;
  step(text: string): void;
  success(text: string): void;
  warn(text: string): void;
  error(message: string, hint?: string): void;
  /** Notes and warnings up to now, for JSON documents: readers of those see no stderr. */
  readonly notes: readonly string[];
  /** Shows that `work` goes on (`label`, then what `update` is told) and how it ended. */
  progress<T>(label: string, work: (update: (detail: string) => void) => Promise<T>): Promise<T>;
  /** Shows in a terminal that `work` goes on; nothing of it stays. */
  waiting<T>(label: string, work: () => Promise<T>): Promise<T>;
  /** Begins a conversation; only where `interactive`. */
  ask(signal: AbortSignal): Promise<Questions>;
  /** Questions can be asked: stdin and stderr are terminals. */
  readonly interactive: boolean;
  readonly stdout: View;
  readonly stderr: View;
}

/** How text on one stream may look. */
export interface View {
  color: boolean;
  columns: number;
  /** Leaves text as it is where the stream takes no colour. */
  paint: Paint;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Paint = Readonly<Record<Style, (text: string) => string>>;
