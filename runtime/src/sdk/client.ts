import type { CallSubject } from '../call/call.js';
import type { Questions } from '../call/elicitation/questions.js';

/**
 * Returns the question types of a client, for both lines of the SDK. A client of an older version
 * that does not state "form" supports forms.
 */
export function questionTypes(
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
