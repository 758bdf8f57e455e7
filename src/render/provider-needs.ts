import { kindOf } from '../kinds/kind-of.js';
import type { ProviderSpec, StoreKind } from '../model/spec.js';
import { styleOf } from '../styles/style-of.js';
import { renderPartial } from './engine.js';
import { isUnchecked } from './provider-settings.js';

/** Returns the names of packages that a provider needs. */
export const providerPackages = (spec: ProviderSpec): string[] => [
  ...kindOf(spec.kind).render.dependencies({ ...spec }),
  ...styleOf(spec.auth).dependencies,
];

/** Lines that a provider needs in files of several providers, which others may need as well. */
interface SharedParts {
  /** Paragraphs of `.env.example`, such as that of the credential store. */
  sharedVariables: string[];
  /** Sections of `README.md`, such as that about stored credentials. */
  sharedSections: string[];
}

/** Returns what a provider shares, in a project with an npm name and a store of credentials. */
export function sharedParts(
  spec: ProviderSpec,
  { name, store }: { name: string; store?: StoreKind },
): SharedParts {
  const { linksAccounts, storesCredentials } = styleOf(spec.auth);
  const context = { tokenPath: name, storeAddress: store ? `${store}://` : '' };
  const render = (partial: string) => renderPartial(partial, context);
  const variables = [
    ...(linksAccounts ? ['account-links.env'] : []),
    ...(storesCredentials ? ['credentials.env'] : []),
    ...(storesCredentials && store ? ['store.env'] : []),
    ...(isUnchecked(spec) ? ['unchecked.env'] : []),
  ];
  const sections = storesCredentials
    ? [linksAccounts ? 'account-links.md' : 'form.md', 'credentials.md']
    : [];
  return { sharedVariables: variables.map(render), sharedSections: sections.map(render) };
}
