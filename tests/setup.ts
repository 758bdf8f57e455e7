import fc from 'fast-check';

const { FC_SEED = 20_261_120, FUZZ_RUNS } = process.env;
/** The same cases on every run, so that a failure is the change's; FC_SEED explores others, `npm run fuzz` for a minute each. */
fc.configureGlobal({
  seed: Number(FC_SEED),
  ...(FUZZ_RUNS && { numRuns: Number(FUZZ_RUNS), plugins: [fc.interruptAfterTimeLimit(60_000)] }),
});
// These tests stay on this machine, and Node.js 20 reads the certificates at the start of each program.
Reflect.deleteProperty(process.env, 'NODE_EXTRA_CA_CERTS');
