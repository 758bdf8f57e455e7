import type { CommandContext } from '../model/command.js';
import type { Questions } from '../model/questions.js';

/** Starts questions; undefined without a terminal, with `--yes` and with `--json`. */
export type StartQuestions = (() => Promise<Questions>) | undefined;

/** Returns a conversation that all questions of a command share. */
export function sharedQuestions({ ui, flags, signal }: CommandContext): StartQuestions {
  let startedQuestions: Promise<Questions> | undefined;
  const canAsk = ui.interactive && !flags.yes;
  return canAsk ? () => (startedQuestions ??= ui.ask(signal)) : undefined;
}
