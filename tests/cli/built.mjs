import bundle from '../../scripts/build.mjs';

/** What is tested is built from what is there, once for all projects; the tests may ask what is in which file. */
export default async function setup(project) {
  // Each project loads this module for itself.
  globalThis.bundles ??= bundle();
  project.provide('bundles', await globalThis.bundles);
}
