import { fileTemplate, withTitle } from '../../../runtime/src/files/tool-texts.js';
import { fileTools } from '../../../runtime/src/files/tools.js';
import type { Registrations } from '../../model/kind.js';
import type { FilesProvider } from './spec.js';

export default ((spec) => {
  const { name, displayName, readOnly = false } = spec as FilesProvider; // checked
  const resources = [withTitle(displayName, fileTemplate(name))];
  return { tools: fileTools(displayName, readOnly), resources, prompts: [] };
}) satisfies Registrations;
