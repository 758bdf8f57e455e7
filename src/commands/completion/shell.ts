import type { Suggestions } from './suggestions.js';

export const shellNames = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof shellNames)[number];

/** How a shell is told what it can complete. */
export interface Shell {
  /** Defines the completion of both programs; runs `mcp-provider completion <shell> -- <words>`. */
  script: string;
  /** Words of a command line as the shell has split them, in ours. */
  words?(words: readonly string[]): string[];
  /** What the script reads; one suggestion per line. `:files` and `:directories` leave it to the shell. */
  lines(suggestions: Suggestions): string[];
}
