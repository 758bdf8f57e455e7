import {
  directories,
  type Directory,
  type ListedTool,
  type Submission,
} from '../../src/model/rule.js';
import { authStyles } from '../../src/styles/register.gen.js';

/** What a directory gets to see of an example. */
export const exampleSubmission = (
  tools: readonly ListedTool[],
  directory: Directory = directories[0],
): Submission => ({
  directory,
  toolsOf: () => tools,
  hasIssuer: () => false,
  styles: authStyles,
});
