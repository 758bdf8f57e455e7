import { countSetting } from '../utils/settings.js';

/**
 * Returns the milliseconds that a call may take: 50 s by default, because most clients give up after 60
 * s, or `MCP_CALL_SECONDS`, which is read once.
 * @throws StartError if the variable is not a number
 */
export const callMs = (): number => (limitMs ??= (countSetting('MCP_CALL_SECONDS') ?? 50) * 1_000);

let limitMs: number | undefined;

/** Returns the milliseconds until a deadline; infinite without one. */
export const remainingMs = ({ deadline }: { deadline?: number | undefined }): number =>
  deadline === undefined ? Infinity : deadline - performance.now();
