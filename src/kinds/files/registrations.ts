import { fileTools } from '../../../runtime/src/files/listable.js';
import { fileTemplate } from '../../../runtime/src/files/tool-texts.js';
import type { Registrations } from '../../model/kind.js';
import type { FilesSpec } from './spec.js';

export default ((spec) => {
  const { name, readOnly = false } = spec as FilesSpec; // checked
  return { tools: fileTools(readOnly), resources: [fileTemplate(name)], prompts: [] };
}) satisfies Registrations;
