/** `npm run fuzz [runs]`: every test with random cases, with more of them, from another seed each time, for a minute each; the
 * time that checks take per byte, and generated modules compiled. */
import { execFileSync, spawnSync } from 'node:child_process';

const [runs = '20000'] = process.argv.slice(2);
const { FC_SEED = String(Date.now() % 2 ** 31) } = process.env;
console.log(`FC_SEED=${FC_SEED}, ${runs} cases of each test`);
const random = [
  'grep',
  '-l',
  "from 'fast-check'",
  '--',
  'tests/*.test.ts',
  'runtime/tests/*.test.ts',
];
const files = execFileSync('git', random, { encoding: 'utf8' }).trim().split('\n');
const { status } = spawnSync('npx', ['vitest', 'run', ...files], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, FUZZ_RUNS: runs, FC_SEED },
});
process.exit(status ?? 1);
