import bundle from '../../scripts/build.mjs';

/** What is tested is built from what is there; the tests may ask what is in which file. */
export default async function setup(project) {
  project.provide('bundles', await bundle());
}
