import { placeholders } from '../../model/placeholders.js';
import type { SuggestedTool } from '../../model/spec.js';
import type { FilesTool } from './spec.js';

/** What is known of the placeholders in the name of a file. */
export const suggested = ({ file = '' }: Partial<FilesTool>): SuggestedTool => ({
  arguments: Object.fromEntries(
    placeholders(file).map((name) => [name, `Part of the file name "${file}".`]),
  ),
});
