import { soak } from './soak/run.js';

/** `npx tsx bench/soak.ts [calls]`: exits with 1 where a sign-in was lost, users were mixed up or the server grew. */
const report = await soak(Number(process.argv[2] ?? 100_000));
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
const { signedOut, mixedUp, reused, unfinished, before, after } = report;
const isFlat =
  after.megabytes <= before.megabytes * 1.25 && after.descriptors <= before.descriptors + 10;
const isSafe = signedOut + mixedUp + reused + unfinished === 0;
process.exit(isSafe && isFlat ? 0 : 1);
