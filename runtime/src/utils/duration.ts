/** A number of seconds, minutes or hours. */
export type Duration = `${number}${'s' | 'm' | 'h'}`;

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 };

/** @returns milliseconds; NaN for another text */
export function durationMs(duration: Duration): number {
  const [, amount, unit] = /^(\d+)([smh])$/.exec(duration) ?? [];
  return Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
}
