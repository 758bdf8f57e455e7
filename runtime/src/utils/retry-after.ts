/**
 * Headers `Retry-After` (RFC 9110 section 10.2.3), `retry-after-ms` of OpenAI and Azure,
 * `x-ms-retry-after-ms` of Azure Cosmos DB, `X-RateLimit-Retry-After` and
 * `X-Rate-Limit-Retry-After-Seconds`.
 */
const RETRY_HEADER =
  /^(?:x-)?(?:ms-)?(?:rate-?limit-)?retry-after(?:-(?:seconds|(ms|milliseconds)))?$/;

/**
 * Returns the milliseconds that a response asks to wait, at most a day; undefined without such a
 * header. A header in milliseconds takes precedence, because it is the most exact.
 */
export function retryAfterHeader(headers: Headers): number | undefined {
  const waits = [...headers].flatMap(([name, value]) => {
    const [wait, isMs] = RETRY_HEADER.exec(name) ?? [];
    const ms = wait === undefined ? undefined : parseDelayMs(value, isMs === undefined ? 1000 : 1);
    return ms === undefined ? [] : [{ ms, isMs: isMs !== undefined }];
  });
  return (waits.find(({ isMs }) => isMs) ?? waits[0])?.ms;
}

/** Separates the joined values of one header; dates contain a comma, too. */
const SEPARATOR = /,\s*(?=[A-Z][a-z]{2},|[\d.]+\s*(?:,|$))/;

/** A larger number is a time since 1970 and not a duration: in seconds, or in milliseconds above LATEST_SECONDS. */
const MAX_DURATION_SECONDS = 1_000_000_000;
const LATEST_SECONDS = 100_000_000_000;

/** Returns the milliseconds from now for a number, a duration such as `6m0s`, or a date; the longest of several. */
export function parseDelayMs(value: string, unit: number): number | undefined {
  const times = value.split(SEPARATOR).map((item) => {
    const text = item.trim();
    if (/^(?:\d+(?:\.\d+)?\s?[a-z]+\s?)+$/i.test(text)) return parseDurationMs(text);
    if (!/^\d+(?:\.\d+)?$/.test(text)) return Date.parse(text) - Date.now();
    const number = Number(text); // some APIs send fractions
    if (unit === 1 && number < LATEST_SECONDS) return number;
    const ms = number < LATEST_SECONDS ? number * 1000 : number;
    return number < MAX_DURATION_SECONDS ? ms : ms - Date.now();
  });
  const ms = Math.max(...times.filter((time) => !Number.isNaN(time)));
  return limitToDay(ms);
}

const DURATION = /(\d+(?:\.\d+)?)\s?([a-z]+)/gi;

/** Returns the milliseconds of a text such as `6m0s` or `30 seconds`. */
export const parseDurationMs = (text: string): number =>
  [...text.matchAll(DURATION)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * unitMs(unit),
    0,
  );

/** Units by the beginning of their name. */
const UNITS: readonly (readonly [name: RegExp, ms: number])[] = [
  [/^m(?:s|illi)/i, 1],
  [/^m/i, 60_000],
  [/^h/i, 3_600_000],
  [/^d/i, 86_400_000],
];

/** Returns the milliseconds of a unit; an unknown one counts as seconds. */
export const unitMs = (unit: string): number =>
  UNITS.find(([name]) => name.test(unit))?.[1] ?? 1000;

const MAX_WAIT_MS = 86_400_000;

/** Returns a wait of at most a day; undefined for a time that is not in the future. */
export const limitToDay = (ms: number) => (ms > 0 ? Math.min(ms, MAX_WAIT_MS) : undefined);
