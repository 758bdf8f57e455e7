/** When a tool call ends, in milliseconds of `performance.now()`: before clients give up, which most do after 60 s. */
export const CALL_MS = 50_000;

/** What a call may still take; without end where no deadline is set. */
export const remainingMs = ({ deadline }: { deadline?: number | undefined }): number =>
  deadline === undefined ? Infinity : deadline - performance.now();
