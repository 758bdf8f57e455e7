import type { Kind } from '../model/kind.js';

/** Example settings of a kind, which go with the auth style where it has one. */
export function sampleSettings(kind: Kind, style: string | undefined): Record<string, string> {
  const most = Math.max(1, ...kind.settings.map(({ schema }) => schema.examples.length));
  const candidates = Array.from({ length: most }, (_, n) =>
    Object.fromEntries(
      kind.settings.map(({ key, schema: { examples } }) => [key, examples[n] ?? examples[0]]),
    ),
  );
  const fits = (settings: Record<string, string>) => kind.authFor?.(settings) === style;
  return candidates.find(fits) ?? candidates[0] ?? {};
}
