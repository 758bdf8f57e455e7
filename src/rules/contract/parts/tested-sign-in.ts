import { literal } from '../../../source/print/literal.js';
import { externalName } from '../../../flow/values/external-name.js';
import type { AuthStyle } from '../../../model/auth-style.js';
import type { Located } from '../../../model/code.js';
import type { ProviderModel } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import type { AuthSpec } from '../../../model/spec.js';
import { authStyles } from '../../../styles/register.gen.js';
import { importedInstead, importing, importOf } from '../../importing.js';
import { signInCalls, usedStyles } from './stated.js';
import { testsIn } from './test-cases.js';

const styles: Readonly<Record<string, AuthStyle>> = authStyles;
const testedName = (style: string) => styles[style]?.testing(styles[style].sample).name ?? '';
const known = new Set(Object.keys(styles).map(testedName));

/** A test that signs in with another style than the code does. */
export interface OtherSignIn {
  at: Located;
  /** The function of `mcp-provider/testing` that the test uses. */
  name: string;
  /** Those that fit. */
  fitting: readonly string[];
  fix?: readonly Change[];
}

export function otherSignIns(provider: ProviderModel): readonly OtherSignIn[] {
  const { code, files } = provider.project;
  const own = usedStyles(provider);
  const fitting = [...new Set(own.map(testedName))];
  if (fitting.length === 0) return [];
  return testsIn(files).flatMap(({ provider: tested, call }): OtherSignIn[] => {
    const fixture = tested === provider.name ? code.argument(call, '2') : undefined;
    const at = fixture && code.object(fixture)?.properties.find(({ key }) => key === 'signIn');
    if (!at) return [];
    const callee = at.value.is === 'call' ? at.value.callee : at.value;
    const [, name = ''] =
      /^mcp-provider\/testing(?:\/\w+)*#(\w+)$/.exec(
        externalName(code, { file: at.file, value: callee }) ?? '',
      ) ?? [];
    if (!known.has(name) || fitting.includes(name)) return [];
    const meant = own.length === 1 ? signInOf(provider, own[0] ?? '') : undefined;
    const fix = meant && callee.is === 'name' && changes(at, callee.name, meant);
    return [{ at, name, fitting, ...(fix && { fix }) }];
  });
}

/** The sign-in of tests, as new projects have it for the settings of the code; undefined where not all can be seen. */
function signInOf(provider: ProviderModel, style: string) {
  const { code } = provider.project;
  const [call, another] = signInCalls(provider);
  const { settings, testing } = styles[style] ?? {};
  if (!call || another || !settings || !testing) return undefined;
  const auth: AuthSpec = { style };
  for (const path of ['1', '2'] as const) {
    const options = code.argument(call, path);
    const object = options && code.object(options);
    if (options && (!object || object.partial)) return undefined;
    for (const each of object?.properties ?? []) {
      const value = code.constant(each);
      if (Object.hasOwn(settings.properties, each.key) && value !== undefined)
        auth[each.key] = value;
    }
  }
  const { required, oneOf = [[]] } = settings;
  const has = (keys: readonly string[]) => keys.every((key) => auth[key] !== undefined);
  return has(required) && oneOf.some(has) ? testing(auth) : undefined;
}

/** Replaces the sign-in, and its import where nothing else uses that. */
function changes(
  { file, value }: Located,
  old: string,
  { name, from, argument }: ReturnType<AuthStyle['testing']>,
): readonly Change[] {
  const text = argument ? `${name}(${literal(argument)})` : name;
  const isImported = importOf(name, file) !== undefined;
  const isUsed = file.facts.reads.filter((each) => each.name === old).length > 1;
  return [
    { at: file.at(value), text },
    ...(isImported
      ? []
      : isUsed
        ? [importing(name, from, file)]
        : importedInstead(old, { name, from }, file)),
  ];
}
