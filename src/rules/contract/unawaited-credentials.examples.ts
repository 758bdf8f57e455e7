import { nullThrownExamples } from './examples/null-thrown.js';
import { unawaitedCredentialsExamples } from './examples/unawaited-credentials.js';
import { unusedCredentialsExamples } from './examples/unused-credentials.js';

export default [
  ...unawaitedCredentialsExamples,
  ...nullThrownExamples,
  ...unusedCredentialsExamples,
];
