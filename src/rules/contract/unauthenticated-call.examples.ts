import { hiddenCodeExamples } from './examples/hidden-code.js';
import { decoratedClientExamples } from './examples/decorated-client.js';
import { replacedFetchExamples } from './examples/replaced-fetch.js';
import { unauthenticatedCallExamples } from './examples/unauthenticated-call.js';

export default [
  ...unauthenticatedCallExamples,
  ...decoratedClientExamples,
  ...hiddenCodeExamples,
  ...replacedFetchExamples,
];
