import { log } from './log.js';
import type { ServerEvent } from './metrics.js';
import type { Project } from './project.js';

/** Counts an event of a provider. What metrics throw is only logged: no call fails because it was not counted. */
export function count(
  { metrics }: Project,
  event: ServerEvent & Readonly<Record<'provider', string>>,
): void {
  try {
    metrics?.record(event);
  } catch (error) {
    log('error', 'metrics', error, { provider: event.provider });
  }
}
