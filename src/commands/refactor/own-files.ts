import type { Provider } from '../../model/project.js';

/** Paths of the files of a provider: its directory, its test, and data of that test. */
export const ownFiles = ({ name, directory }: Provider): RegExp =>
  new RegExp(`^(?:${directory}/|tests/(?:snapshots/)?${name}[./])`);
