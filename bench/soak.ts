import { soak } from './soak/run.js';

/**
 * `npm run soak [calls|minutes m]`, such as `30m`: exits with 1 where a sign-in was lost, users were mixed up, or the server grew:
 * in its last third, it may use 5 % more than in its second. The heap reaches its size within the first calls, so growth
 * counts in runs of minutes only.
 */
const [, count = '100000', unit = ''] = /^(\d+)(m?)$/.exec(process.argv[2] ?? '') ?? [];
const report = await soak(
  unit === 'm' ? { seconds: Number(count) * 60 } : { calls: Number(count) },
);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
const { signedOut, mixedUp, reused, unfinished, before, after } = report;
const isFlat =
  report.seconds < 240 ||
  (after.megabytes <= before.megabytes * 1.05 && after.descriptors <= before.descriptors + 10);
const isSafe = signedOut + mixedUp + reused + unfinished === 0;
process.exit(isSafe && isFlat ? 0 : 1);
