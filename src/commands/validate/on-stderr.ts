import type { CommandContext } from '../../model/command.js';

/** For what is said beside the result: it goes to stderr, whatever stdout is for. */
export const onStderr = (context: CommandContext): CommandContext => ({
  ...context,
  ui: {
    ...context.ui,
    result: (text) => context.ui.note(text.replace(/\n$/, '')),
    stdout: context.ui.stderr,
  },
  flags: { ...context.flags, json: false },
});
