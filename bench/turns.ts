import { type Era, type Load, load, type LoadOptions } from './load.js';
import { median, timeOfProcess } from './measure.js';
import type { Started } from './started.js';

const ROUNDS = 5;
const MILLISECONDS = 400;

/** A server that is compared with others. */
export interface Contender {
  pid: number;
  load(milliseconds: number): Promise<Load>;
}

/** Of most loads over HTTP. */
export const CONNECTIONS = 32;

export const httpContender = (
  { url, pid }: Started,
  era: Era,
  method: 'tools/call' | 'tools/list',
  options: LoadOptions = {},
): Contender => ({
  pid,
  load: (milliseconds) =>
    load(url, era, method, { connections: CONNECTIONS, milliseconds, ...options }),
});

/** A load of one round. */
interface Turn extends Load {
  /** Seconds of processor time of the server for each answer. */
  cost: number;
}

/** Loads servers in turn, so that a machine that slows down slows all of them. The first load of each warms it up. */
export async function inTurns(
  contenders: readonly Contender[],
  { warmUpMs = 1_000, rounds = ROUNDS } = {},
): Promise<Turn[][]> {
  const turns = contenders.map((): Turn[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, { pid, load }] of contenders.entries()) {
      const before = timeOfProcess(pid);
      const measured = await load(round < 0 ? warmUpMs : MILLISECONDS);
      const cost = (timeOfProcess(pid) - before) / measured.count;
      if (round >= 0) turns[index]?.push({ ...measured, cost });
    }
  }
  return turns;
}

/** How many times as many answers one server gives as another, in a second, and for the same processor time. */
export function compared(own: readonly Turn[] = [], other: readonly Turn[] = []): string {
  const ratios = own.map(({ rate }, round) => rate / (other[round]?.rate ?? NaN));
  const costs = own.map(({ cost }, round) => (other[round]?.cost ?? NaN) / cost);
  const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  return `${median(ratios).toFixed(2)} (${range}); ${median(costs).toFixed(2)}`;
}
