import { kindOf } from '../../../kinds/kind-of.js';
import { externalName } from '../../../flow/values/external-name.js';
import { type AuthStyles, stylesOf } from '../../../model/catalog.js';
import type { ProviderModel } from '../../../model/project.js';
import { authStyles } from '../../../styles/register.gen.js';
import { textAt } from '../../configuration/documents/scalars.js';

const styles: AuthStyles = authStyles;

/** The functions of the runtime that make the sign-in of a provider: an environment can choose one. */
export function usedFactories(provider: ProviderModel): readonly string[] {
  const file = provider.file('api/auth');
  const names = file?.facts.calls.flatMap(({ callee }) => {
    const name = externalName(provider.project.code, { file, value: callee });
    return /^mcp-provider\/.*#(.+)$/.exec(name ?? '')?.[1] ?? [];
  });
  const factories = new Set(Object.values(styles).map(({ factory }) => factory));
  return [...new Set(names)].filter((name) => factories.has(name));
}

/** The auth styles that the code of a provider of its kind can have. */
export const usedStyles = (provider: ProviderModel): readonly string[] => {
  const { name, project } = provider;
  const used = usedFactories(provider);
  const kind = kindOf(textAt(project.documents.config, 'providers', name, 'kind')?.text);
  return Object.entries(stylesOf(kind, styles)).flatMap(([style, { factory }]) =>
    used.includes(factory) ? [style] : [],
  );
};

/** Settings that the code of a provider states, too, as YAML. */
export function statedBy(provider: ProviderModel): Readonly<Record<string, string | undefined>> {
  const [style, another] = usedStyles(provider);
  const instance = provider.file('mcp-instance')?.text ?? '';
  const [, , title] = /^ {2}title: (['"])([^'"\\]+)\1,$/m.exec(instance) ?? [];
  return {
    ...(another === undefined && { auth: style }),
    name: title === undefined ? undefined : JSON.stringify(title),
  };
}
