import type { CommandContext } from '../../model/command.js';

/** The same context with stderr in place of stdout, for what is said beside the result. */
export function onStderr(context: CommandContext): CommandContext {
  const say = (text: string) => context.ui.note(text.replace(/\n$/, ''));
  return {
    ...context,
    ui: { ...context.ui, result: say, data: say, write: say, stdout: context.ui.stderr },
    flags: { ...context.flags, json: false },
  };
}
