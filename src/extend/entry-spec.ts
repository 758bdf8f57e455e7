import { kindOf } from '../kinds/kind-of.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import type { AuthStyles } from '../model/kinds-and-styles.js';
import { snakeCase } from '../model/names.js';
import type { Provider } from '../model/project.js';
import type { ProviderSpec } from '../model/spec.js';
import {
  displayName,
  entryText,
  kindNameOf,
  programVariablesOf,
} from '../project/provider-parts.js';
import { authStyles } from '../styles/register.gen.js';

/**
 * Returns a spec of a project's provider, derived from its entry in `provider-config.yaml`: without
 * tools, with sample endpoints.
 */
export function entrySpec(provider: Provider): ProviderSpec {
  const { name: providerName } = provider;
  const setting = (key: string) => entryText(provider, key);
  const styles: AuthStyles = authStyles;
  const kind = kindNameOf(provider);
  const settings = kindOf(kind).spec.settings.flatMap(({ key }) => {
    const value = setting(snakeCase(key));
    return value === undefined ? [] : [[key, value] as const];
  });
  const { sample } = ownValue(styles, setting('auth') ?? '') ?? authStyles.none;
  // The client id is optional in this case.
  const authModule = provider.module('api/auth');
  const isAutomatic = /\bregistration: ['"]automatic['"]/.test(authModule?.text ?? '');
  const program = programVariablesOf(provider);
  const variables = Object.values(program.credentials);
  const checkPath = setting('check_path');
  return {
    name: providerName,
    kind,
    displayName: displayName(provider),
    description: setting('description') ?? displayName(provider),
    auth: {
      ...sample,
      ...(isAutomatic && { registration: 'automatic' }),
      ...(variables.length > 0 && { variables }),
    },
    ...Object.fromEntries(settings),
    ...(checkPath !== undefined && { checkPath }),
    ...(Object.keys(program.settings).length > 0 && { environment: program.settings }),
    registrars: provider.modules.flatMap(({ imports }) =>
      imports.flatMap(({ specifier, name }) =>
        /\/mcp-instance(\.\w+)?$/.test(specifier) && name !== undefined ? [name] : [],
      ),
    ),
    tools: [],
    resources: [],
    prompts: [],
  };
}
