import type { ModelSettings, Usage } from './model.js';

/** Sum of the usage of several steps. */
export interface UsageTotal {
  usage: Usage;
  steps: number;
}

/** Returns the usage before the first step. */
export const zeroUsage = (): UsageTotal => ({
  usage: { input: 0, output: 0, cached: 0 },
  steps: 0,
});

/** Adds the usage of one step to a sum. */
export function addUsage(tally: UsageTotal, { input, output, cached }: Usage): void {
  tally.usage.input += input;
  tally.usage.output += output;
  tally.usage.cached += cached;
  tally.steps++;
}

/** Returns one line of text; with costs if the price is known. */
export function usageLine({ usage, steps }: UsageTotal, price: ModelSettings['price']): string {
  const { input, output, cached } = usage;
  const cost = price && (input * price.input + output * price.output) / 1e6;
  return [
    `${input.toLocaleString('en')} tokens in${cached > 0 ? ` (${cached.toLocaleString('en')} cached)` : ''}`,
    `${output.toLocaleString('en')} out`,
    `${steps} step${steps === 1 ? '' : 's'}`,
    ...(cost === undefined ? [] : [`cost about ${cost.toFixed(4)}`]),
  ].join(', ');
}
