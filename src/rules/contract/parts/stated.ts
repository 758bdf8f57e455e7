import { kindOf } from '../../../kinds/kind-of.js';
import { externalName } from '../../../flow/values/external-name.js';
import { type AuthStyles, stylesOf } from '../../../model/catalog.js';
import type { Located } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';
import { authStyles } from '../../../styles/register.gen.js';
import { textAt } from '../../configuration/documents/scalars.js';

const styles: AuthStyles = authStyles;

interface SignInCall extends Located<CallValue> {
  /** The function that is called. */
  name: string;
}

/** Calls of functions of the runtime that make the sign-in of a provider: an environment can choose one. */
export function signInCalls(provider: ProviderModel): readonly SignInCall[] {
  const file = provider.file('api/auth');
  const factories = new Set(Object.values(styles).map(({ factory }) => factory));
  if (!file) return [];
  return file.facts.calls.flatMap((value) => {
    const called = externalName(provider.project.code, { file, value: value.callee });
    const name = /^mcp-provider\/.*#(.+)$/.exec(called ?? '')?.[1] ?? '';
    return factories.has(name) ? [{ name, file, value }] : [];
  });
}

/** The auth styles that the code of a provider of its kind can have. */
export const usedStyles = (provider: ProviderModel): readonly string[] => {
  const { name, project } = provider;
  const used = signInCalls(provider);
  const kind = kindOf(textAt(project.documents.config, 'providers', name, 'kind')?.text);
  const own = Object.entries(stylesOf(kind, styles));
  const places = new Set(own.map(([, { place }]) => place));
  const placeOf = (call: SignInCall) => {
    const given = project.code.argument(call, '2.in');
    const place = given && project.code.constant(given);
    return typeof place === 'string' && places.has(place) ? place : undefined;
  };
  return own.flatMap(([style, { factory, place }]) =>
    used.some((call) => call.name === factory && placeOf(call) === place) ? [style] : [],
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
