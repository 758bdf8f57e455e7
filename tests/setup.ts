import fc from 'fast-check';

/** The same cases on every run, so that a failure is the change's; FC_SEED explores others. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_120) });
// These tests stay on this machine, and Node.js 20 reads the certificates at the start of each program.
Reflect.deleteProperty(process.env, 'NODE_EXTRA_CA_CERTS');
