import { resolve } from 'node:path';
import { type Kind, PLACES } from '../../../runtime/src/provider/addresses.js';
import { servedBy } from '../../kinds/kind-of.js';
import { invalidCatalog } from '../../model/errors/remote.js';
import { DEFAULT_KIND, type ServedPart } from '../../model/kind.js';
import type { PartDefinition, Project, Provider } from '../../model/project.js';
import { authStyles } from '../../styles/register.gen.js';
import type { AuthStyles } from '../../model/catalog.js';
import type { Machine, SignIn } from './sign-in.js';
import { signInOf } from './sign-in.js';

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
export const listProviders = (project: Project, machine: Machine): Promise<ListedProvider[]> =>
  Promise.all(
    project.providers.map(async (provider) =>
      withServed(await listed(provider, machine), provider),
    ),
  );

/** With what its kind serves. @throws CliError `import/catalog` */
function withServed(listed: ListedProvider, provider: Provider): ListedProvider {
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

async function listed(provider: Provider, machine: Machine): Promise<ListedProvider> {
  const { name, project, entry, definitions } = provider;
  const setting = (key: string) => entry?.text(key) ?? null;
  const kind = placeKind(setting('kind'));
  const auth = setting('auth');
  const credentialsPath = setting('credentials_path');
  const styles: AuthStyles = authStyles;
  const style = auth !== null && Object.hasOwn(styles, auth) ? styles[auth] : undefined;
  const ofKind = (kind: PartDefinition['kind']) => definitions.filter((each) => each.kind === kind);
  return {
    name,
    displayName: setting('name'),
    auth,
    signIn: await signInOf(
      {
        provider: name,
        auth: { style: auth ?? '' },
        style,
        named: variablesOf(provider),
        kind,
        place: setting(PLACES[kind].key),
        tokenPath: setting('token_path') ?? name,
        credentialsPath:
          credentialsPath === null ? undefined : resolve(project.root, credentialsPath),
      },
      machine,
    ),
    tools: ofKind('tool').map((tool) => ({
      ...part(tool),
      annotations: Object.fromEntries(
        Array.from(tool.options.members.get('annotations')?.members ?? [], ([key, { value }]) => [
          key,
          value,
        ]).filter(
          (entry): entry is [string, boolean | string] =>
            typeof entry[1] === 'boolean' || typeof entry[1] === 'string',
        ),
      ),
    })),
    resources: ofKind('resource').map((resource) => ({ ...part(resource), uri: uriOf(resource) })),
    prompts: ofKind('prompt').map(part),
  };
}

/** Environment variables that the options of the sign-in in api/auth.ts name. */
const variablesOf = (provider: Provider): string[] =>
  (provider.module('api/auth')?.calls ?? [])
    .filter(({ name }) => name.endsWith('Auth'))
    .flatMap((call) => [...(call.arguments[1]?.members.values() ?? [])])
    .flatMap(({ value }) =>
      typeof value === 'string' && /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(value) ? [value] : [],
    );

/** The default one for entries without a known kind. */
const placeKind = (kind: string | null): Kind =>
  kind !== null && Object.hasOwn(PLACES, kind) ? (kind as Kind) : DEFAULT_KIND;

const part = ({ name, title, description, module }: PartDefinition): ListedPart => ({
  name: name ?? null,
  title: title ?? null,
  description: description ?? null,
  file: module.path,
});

function uriOf({ options }: PartDefinition): string | null {
  const uri = options.members.get('uri')?.value;
  return typeof uri === 'string' ? uri : null;
}
