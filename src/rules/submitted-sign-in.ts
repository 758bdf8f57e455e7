import type { AuthStyle } from '../model/auth-style.js';
import type { Data } from '../model/document.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import { DEFAULT_KIND } from '../model/kind.js';
import type { Project, Provider } from '../model/project.js';
import type { Submission } from '../model/rule.js';

/** How users whom the owner does not know sign in to a provider, as hosted clients demand. */
export interface SubmittedSignIn {
  provider: Provider;
  entry: Data;
  style: AuthStyle | undefined;
  isApi: boolean;
}

/** Those of all providers; none where an issuer has the accounts: they are not in the project. */
export function submittedSignIns(
  project: Project,
  { styles, hasIssuer }: Submission,
): SubmittedSignIn[] {
  if (hasIssuer(project)) return [];
  return project.providers.flatMap((provider) => {
    const { entry } = provider;
    if (!entry) return [];
    const style = ownValue(styles, entry.text('auth') ?? '');
    const isApi = (entry.text('kind') ?? DEFAULT_KIND) === DEFAULT_KIND;
    return [{ provider, entry, style, isApi }];
  });
}
