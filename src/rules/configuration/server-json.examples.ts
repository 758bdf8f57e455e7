import { remotesExamples } from './registry/examples/remotes.js';
import { argumentsExamples } from './registry/examples/arguments.js';
import { packagesExamples } from './registry/examples/packages.js';
import { serverExamples } from './registry/examples/server.js';

export default [...serverExamples, ...packagesExamples, ...argumentsExamples, ...remotesExamples];
