import { soak } from './soak/run.js';

/**
 * `npx tsx bench/soak.ts [calls]`: exits with 1 where a sign-in was lost, users were mixed up, or the server grew. The
 * heap reaches its size within the first calls, so growth counts in long runs only.
 */
const calls = Number(process.argv[2] ?? 100_000);
const report = await soak(calls);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
const { signedOut, mixedUp, reused, unfinished, before, after } = report;
const isFlat =
  calls < 50_000 ||
  (after.megabytes <= before.megabytes * 1.25 && after.descriptors <= before.descriptors + 10);
const isSafe = signedOut + mixedUp + reused + unfinished === 0;
process.exit(isSafe && isFlat ? 0 : 1);
