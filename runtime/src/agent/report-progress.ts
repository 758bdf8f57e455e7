import type { Progress } from '@modelcontextprotocol/client';

/** Start of progress messages that the SDK sends for its rounds of elicitation; the user sees questions instead. */
const SDK_PROGRESS = 'Fulfilling input required';

/** Reports the progress of a call as text for users. */
export function reportProgress(
  { message, progress, total }: Progress,
  tell: (text: string) => void,
): void {
  if (message === undefined) tell(total ? `${progress} of ${total}` : String(progress));
  else if (!message.startsWith(SDK_PROGRESS)) tell(message);
}
