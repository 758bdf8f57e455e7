import { resolve } from 'node:path';
import { type Kind, PLACES } from '../../../runtime/src/provider/places.js';
import { servedBy } from '../../kinds/kind-of.js';
import type { Definition, Known } from '../../model/code.js';
import { invalidCatalog } from '../../model/errors/remote.js';
import { DEFAULT_KIND, type ServedPart } from '../../model/kind.js';
import type { ProjectModel, ProviderModel } from '../../model/project.js';
import { authVariables } from '../../rules/contract/parts/auth-variables.js';
import { authStyles } from '../../styles/register.gen.js';
import type { AuthStyles } from '../../model/catalog.js';
import type { Machine, SignIn } from './sign-in.js';
import { signInOf } from './sign-in.js';
import { textOf } from '../../model/data-text.js';

export interface ListedProvider {
  name: string;
  displayName: string | null;
  auth: string | null;
  signIn: SignIn;
  tools: ListedTool[];
  resources: (ListedPart & { uri: string | null })[];
  prompts: ListedPart[];
}

/** Null: absent, or not a constant. */
export interface ListedPart {
  name: string | null;
  title: string | null;
  description: string | null;
  /** From the project's root. */
  file: string;
}

export interface ListedTool extends ListedPart {
  annotations: Record<string, boolean | string>;
}

/** The tools, resources and prompts of each provider, as far as its source has them as constants. */
export const listProviders = (model: ProjectModel, machine: Machine): Promise<ListedProvider[]> =>
  Promise.all(
    model.providers.map(async (provider) => withServed(await listed(provider, machine), provider)),
  );

/** With what its kind serves. @throws CliError `import/catalog` */
function withServed(listed: ListedProvider, provider: ProviderModel): ListedProvider {
  const { file, isInvalid, tools, resources, prompts } = servedBy(provider);
  if (isInvalid) throw invalidCatalog(file);
  const shown = ({ name, title, description }: ServedPart): ListedPart => ({
    name,
    title: title ?? null,
    description: description ?? null,
    file,
  });
  return {
    ...listed,
    tools: [
      ...listed.tools,
      ...tools.map((tool) => ({ ...shown(tool), annotations: { ...tool.annotations } })),
    ],
    resources: [
      ...listed.resources,
      ...resources.map((each) => ({ ...shown(each), uri: each.uri ?? each.uriTemplate ?? null })),
    ],
    prompts: [...listed.prompts, ...prompts.map(shown)],
  };
}

async function listed(provider: ProviderModel, machine: Machine): Promise<ListedProvider> {
  const { name, project } = provider;
  const { config } = project.documents;
  const setting = (key: string) => textOf(config?.get('providers', name, key)) ?? null;
  const kind = placeKind(setting('kind'));
  const auth = setting('auth');
  const credentialsPath = setting('credentials_path');
  const styles: AuthStyles = authStyles;
  const style = auth !== null && Object.hasOwn(styles, auth) ? styles[auth] : undefined;
  const authFile = provider.file('api/auth');
  const named = authFile
    ? Array.from(authVariables(authFile, project.code), (each) => each.name)
    : [];
  return {
    name,
    displayName: setting('name'),
    auth,
    signIn: await signInOf(
      {
        provider: name,
        auth: { style: auth ?? '' },
        style,
        named,
        kind,
        place: setting(PLACES[kind].key),
        tokenPath: setting('token_path') ?? name,
        credentialsPath:
          credentialsPath === null ? undefined : resolve(project.root, credentialsPath),
      },
      machine,
    ),
    tools: provider.tools.map((tool) => ({
      ...part(tool),
      annotations: Object.fromEntries(
        Object.entries(tool.annotations ?? {}).filter(
          (entry): entry is [string, boolean | string] => entry[1] !== undefined,
        ),
      ),
    })),
    resources: provider.resources.map((resource) => ({ ...part(resource), uri: uriOf(resource) })),
    prompts: provider.prompts.map(part),
  };
}

/** The default one for entries without a known kind. */
const placeKind = (kind: string | null): Kind =>
  kind !== null && Object.hasOwn(PLACES, kind) ? (kind as Kind) : DEFAULT_KIND;

const part = ({ name, title, description, file }: Definition): ListedPart => ({
  name: known(name),
  title: known(title),
  description: known(description),
  file: file.logicalPath,
});

const known = (fact: Known<string>) => (fact.is === 'known' ? fact.value : null);

function uriOf(resource: Definition): string | null {
  const value = resource.property('uri')?.value;
  return value?.is === 'string' ? value.value : null;
}
