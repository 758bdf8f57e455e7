import { count } from '../utils/settings.js';

/**
 * How long a call may take: 50 s, because most clients give up after 60 s, or `MCP_CALL_SECONDS`, which is read once.
 * @throws StartError where the variable is no number
 */
export const callMs = (): number => (limitMs ??= (count('MCP_CALL_SECONDS') ?? 50) * 1_000);

let limitMs: number | undefined;

/** What a call may still take; without end where no deadline is set. */
export const remainingMs = ({ deadline }: { deadline?: number | undefined }): number =>
  deadline === undefined ? Infinity : deadline - performance.now();
