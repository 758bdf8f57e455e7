import type { AuthStyle } from '../model/auth-style.js';
import type { DataNode } from '../model/document.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import { DEFAULT_KIND } from '../model/kind.js';
import type { Project, Provider } from '../model/project.js';
import type { Submission } from '../model/rule.js';

/** The sign-in of users whom the owner of a provider does not know, which hosted clients require. */
interface SubmittedSignIn {
  provider: Provider;
  entry: DataNode;
  style: AuthStyle | undefined;
  isApi: boolean;
}

/** Returns the sign-ins of all providers; empty if an issuer has the accounts, which are then not in the project. */
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
