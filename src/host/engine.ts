import process from 'node:process';
import type { Engine } from '../model/host.js';

const setFlag = (flag: string) => process.getBuiltinModule('node:v8').setFlagsFromString(flag);

/** V8, of the whole process: only a program whose process is its own may ask for this. `npm run bench` measures it. */
export const engine: Engine = {
  /** V8 11, which is Node 20, starts to optimise early: now at 2.3 times its usual count of work. Others know no such flag. */
  expectShortRun() {
    if (process.versions.v8.startsWith('11.')) setFlag('--interrupt-budget=300000');
  },

  /** The heap may grow to twice what is in use before V8 looks for garbage: half of that keeps 1,000 providers below 1 GB. */
  expectLargeHeap() {
    setFlag('--heap-growing-percent=50');
  },
};
