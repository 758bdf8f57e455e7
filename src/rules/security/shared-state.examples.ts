import { keptRowsExamples } from './examples/kept-rows.js';
import { keptArguments } from './examples/kept-arguments.js';
import { memoizedExamples } from './examples/memoized.js';
import { sharedHelperExamples } from './examples/shared-helpers.js';
import { sharedStateExamples } from './examples/shared-state.js';
import { truncatedKeys } from './examples/truncated-keys.js';

export default [
  ...sharedStateExamples,
  ...sharedHelperExamples,
  ...keptArguments,
  ...memoizedExamples,
  ...truncatedKeys,
  ...keptRowsExamples,
];
