import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located, Property } from '../../model/code.js';
import type { AuthStyle } from '../../model/auth-style.js';
import { screamingCase } from '../../model/names.js';
import type { ProjectModel, ProviderModel } from '../../model/project.js';
import { authStyles } from '../../styles/register.gen.js';
import { defineRule } from '../define.js';
import { textBefore } from '../text-before.js';
import { VARIABLE } from './parts/auth-variables.js';

const knownStyles: Readonly<Record<string, AuthStyle>> = authStyles;

export default defineRule({
  severity: 'error',
  summary: 'The options of an auth style name the environment variables with the credentials.',
  why: 'The runtime reads the variable of that name. With the value itself, it finds no credentials.',
  limits: 'Values that depend on something at run time are not checked.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { envExample } = provider.project.documents;
    for (const each of credentialOptions(provider)) {
      const named = variableIn(each, provider.project);
      if (named === true) continue;
      const usual = `${screamingCase(provider.name)}_${screamingCase(each.key)}`;
      const isListed = envExample?.entries().some(({ key }) => key === usual) === true;
      const isUsual = isListed || new RegExp(`^# ?${usual}=`, 'm').test(envExample?.text ?? '');
      const meant = named ?? (isUsual ? usual : undefined);
      const at = each.file.at(each.value);
      report({
        at,
        message: `"${each.key}" is not the name of an environment variable.`,
        hint: `Write ${meant === undefined ? 'the name' : `"${meant}", the name`} of the variable that holds the value.`,
        ...(meant !== undefined && {
          fix: [{ at, text: (isShort(each) ? `${each.key}: ` : '') + `'${meant}'` }],
        }),
      });
    }
  },
});

/** The options of the auth style that name variables: those with the name of a variable with credentials. */
function* credentialOptions(provider: ProviderModel): Generator<Property> {
  const file = provider.file('api/auth');
  const { code } = provider.project;
  if (!file) return;
  for (const { callee, arguments: given } of file.facts.calls) {
    const [, name] =
      /^mcp-provider\/.*#(.+)$/.exec(externalName(code, { file, value: callee }) ?? '') ?? [];
    const styles = Object.entries(knownStyles).filter(([, { factory }]) => factory === name);
    const variables = styles.flatMap(([style, { environment }]) =>
      environment({ style }).flatMap(({ suffix, credential }) => (credential ? suffix : [])),
    );
    const [, options] = given;
    if (!options) continue;
    for (const each of code.object({ file, value: options })?.properties ?? [])
      if (variables.includes(screamingCase(each.key))) yield each;
  }
}

/** The variable that is read in place of its name; true where it is its name, or cannot be told. */
function variableIn(
  { file, value }: Located,
  { code, documents: { envExample } }: ProjectModel,
): string | true | undefined {
  const text = code.constant({ file, value });
  if (typeof text === 'string') {
    const isListed = envExample?.entries().some(({ key }) => key === text) === true;
    return isListed || VARIABLE.test(text) ? true : undefined;
  }
  const { start, end } = value;
  const [, name] =
    /^process\.env\.([A-Z][A-Z0-9_]*)(?:!| \?\? ''| \|\| '')?$/.exec(file.text.slice(start, end)) ??
    [];
  return name ?? variableBehind({ file, value }, code) ?? true;
}

/** Of `const { WEATHER_TOKEN: token = '' } = process.env` and `const token = process.env.WEATHER_TOKEN`. */
function variableBehind(located: Located, code: Code): string | undefined {
  const origin = code.origin(located);
  const init = origin.is === 'declared' ? origin.declaration.init : undefined;
  const from = init && 'file' in origin ? code.origin({ file: origin.file, value: init }) : origin;
  if (from.is !== 'global') return undefined;
  const inner = origin.is === 'declared' ? origin.declaration.path : [];
  const [, name] = /^process\.env\.([A-Z][A-Z0-9_]*)$/.exec([from.path, ...inner].join('.')) ?? [];
  return name;
}

/** `{ token }` */
const isShort = ({ key, file, value }: Property) =>
  value.is === 'name' &&
  value.name === key &&
  textBefore(file.text, value.start, /(?<=([{,]\s*))/y) !== undefined;
