import { expect, it, onTestFinished, vi } from 'vitest';
import type { Progress } from '../../src/call/call-context.js';
import { progressSender } from '../../src/call/progress.js';

it('leaves out progress reports over the limit, and shortens long ones', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const seen: Progress[] = [];
  const { report, end } = progressSender((each) => seen.push(each));
  for (let progress = 1; progress <= 10_000; progress++)
    report({ progress, message: `${'x'.repeat(999)}\u{1F600}` });
  expect(seen).toHaveLength(100);
  expect(seen[0]?.message).toBe('x'.repeat(999));
  vi.advanceTimersByTime(100);
  expect(seen.slice(100).map(({ progress }) => progress)).toEqual([10_000]);
  vi.advanceTimersByTime(20_000);
  for (let progress = 20_000; progress < 20_200; progress++) report({ progress });
  expect(seen).toHaveLength(201);
  end();
  vi.advanceTimersByTime(10_000);
  expect(seen.at(-1)).toEqual({ progress: 20_099 });
});
