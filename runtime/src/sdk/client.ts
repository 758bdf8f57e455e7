import type { CallSubject } from '../call/call.js';
import type { Questions } from '../call/elicitation/questions.js';

/** What both lines of the SDK know of a client that can be asked; without "form" in older ones, it is a form. */
export function abilities(
  elicitation: { form?: unknown; url?: unknown } | undefined,
): Questions['can'] {
  if (!elicitation) return { form: false, url: false };
  const url = elicitation.url !== undefined;
  return { form: elicitation.form !== undefined || !url, url };
}

interface ProgressNotification {
  method: 'notifications/progress';
  params: { progressToken: string | number; progress: number };
}

/** Sends progress to a client that asked for it (MCP, "Progress"). */
export function progressOf(
  progressToken: string | number | undefined,
  notify: ((notification: ProgressNotification) => Promise<void>) | undefined,
): CallSubject['progress'] {
  if (progressToken === undefined || !notify) return undefined;
  return (progress) => {
    const params = { ...progress, progressToken };
    notify({ method: 'notifications/progress', params }).catch(() => {}); // the client has gone
  };
}
