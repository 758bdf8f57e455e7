import type { ProviderModel } from '../../../model/project.js';
import { textAt } from '../../configuration/documents/scalars.js';

/** Whether clients list a few tools that find the others: `surface: search` in provider-config.yaml. */
export const isSearched = ({ name, project: { documents } }: ProviderModel): boolean =>
  textAt(documents.config, 'providers', name, 'surface')?.text === 'search';
