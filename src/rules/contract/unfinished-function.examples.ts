import { cannedExamples } from './examples/canned.js';
import { outageExamples } from './examples/outage.js';
import { sampleExamples } from './examples/samples.js';
import { signInServerExamples } from './examples/sign-in-server.js';
import { standInExamples } from './examples/stand-in.js';
import { unfinishedFunctionExamples } from './examples/unfinished-function.js';

export default [
  ...unfinishedFunctionExamples,
  ...standInExamples,
  ...signInServerExamples,
  ...cannedExamples,
  ...outageExamples,
  ...sampleExamples,
];
