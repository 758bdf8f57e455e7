/** `npm run fuzz [runs]`: the fuzz suites with more cases, from another seed each time, the time that checks take per byte, and
 * generated modules compiled. */
import { spawnSync } from 'node:child_process';

const [runs = '20000'] = process.argv.slice(2);
const { FC_SEED = String(Date.now() % 2 ** 31) } = process.env;
console.log(`FC_SEED=${FC_SEED}, ${runs} cases of each parser`);
const { status } = spawnSync('npx', ['vitest', 'run', 'tests/fuzz/', 'tests/e2e/name-lengths'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, FUZZ_RUNS: runs, FC_SEED },
});
process.exit(status ?? 1);
