import { nullThrownExamples } from './examples/null-thrown.js';
import { unawaitedCredentialsExamples } from './examples/unawaited-credentials.js';

export default [...unawaitedCredentialsExamples, ...nullThrownExamples];
