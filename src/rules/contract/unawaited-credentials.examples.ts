import { nullThrownExamples } from './examples/null-thrown.js';
import { returningFinallyExamples } from './examples/returning-finally.js';
import { unawaitedCredentialsExamples } from './examples/unawaited-credentials.js';
import { unusedCredentialsExamples } from './examples/unused-credentials.js';

export default [
  ...unawaitedCredentialsExamples,
  ...nullThrownExamples,
  ...unusedCredentialsExamples,
  ...returningFinallyExamples,
];
