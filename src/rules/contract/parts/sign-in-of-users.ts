import type { ProjectModel } from '../../../model/project.js';
import { textAt } from '../../configuration/documents/scalars.js';

/** The auth style in provider-config.yaml. */
export const authOf = (provider: string, { documents }: ProjectModel): string | undefined =>
  textAt(documents.config, 'providers', provider, 'auth')?.text;

/** Each user has credentials of their own: the API needs a sign-in, and not only that of the server. */
export const signsUsersIn = (provider: string, project: ProjectModel): boolean =>
  !/^(none|client-credentials)$/.test(authOf(provider, project) ?? '');
