import { hiddenCodeExamples } from './examples/hidden-code.js';
import { decoratedClientExamples } from './examples/decorated-client.js';
import { replacedFetchExamples } from './examples/replaced-fetch.js';
import { unauthenticatedCallExamples } from './examples/unauthenticated-call.js';
import { requestProgramExamples } from './examples/request-programs.js';

export default [
  ...unauthenticatedCallExamples,
  ...decoratedClientExamples,
  ...hiddenCodeExamples,
  ...replacedFetchExamples,
  ...requestProgramExamples,
];
