import type { Progress } from '@modelcontextprotocol/client';

/** The SDK reports its own rounds of elicitation, which the user sees as questions. */
const OWN_PROGRESS = 'Fulfilling input required';

/** What a call reports of its progress, as text for people. */
export function tellProgress(
  { message, progress, total }: Progress,
  tell: (text: string) => void,
): void {
  if (message === undefined) tell(total ? `${progress} of ${total}` : String(progress));
  else if (!message.startsWith(OWN_PROGRESS)) tell(message);
}
