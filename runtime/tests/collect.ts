import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Garbage collection, now. */
export const collect = runInNewContext('gc') as () => void; // what the flag adds
