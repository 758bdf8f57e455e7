import fc from 'fast-check';

/** The same cases on every run, so that a failure is the change's; FC_SEED explores others. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_120) });
