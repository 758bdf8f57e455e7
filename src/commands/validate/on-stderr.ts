import type { CommandContext } from '../../model/command.js';

/** Returns the same context with stderr in place of stdout, for output other than the result. */
export function contextOnStderr(context: CommandContext): CommandContext {
  const noteText = (text: string) => context.ui.note(text.replace(/\n$/, ''));
  return {
    ...context,
    ui: {
      ...context.ui,
      result: noteText,
      data: noteText,
      write: noteText,
      stdout: context.ui.stderr,
    },
    flags: { ...context.flags, json: false },
  };
}
