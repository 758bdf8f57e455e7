import { changeProviderRow } from '../../edit/readme.js';
import type { Splice } from '../../edit/rewrite-modules.js';
import {
  isShorthand,
  keyOf,
  objectIn,
  parseTypeScript,
  propertyOf,
} from '../../edit/typescript.js';
import { signInPlace, signInStep } from '../../extend/next-steps.js';
import { openProject } from '../../extend/open-project.js';
import { README } from '../../extend/readme.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { kebabCase, screamingCase } from '../../model/names.js';
import type { SourceRange } from '../../model/place.js';
import type { Project, Provider } from '../../model/project.js';
import { SOURCE } from '../../project/files.js';
import { entryText, PROVIDERS } from '../../project/provider-parts.js';
import { carryOutRefactoring } from '../../refactor/carry-out.js';
import { entriesOf } from '../../refactor/client-entries.js';
import { ownFiles, variablesOf } from '../../refactor/places.js';
import { asker, chosenProvider, newName } from '../../refactor/subject.js';
import { WorkingCopy } from '../../refactor/working-copy.js';
import { projectCommands } from '../../render/commands.js';
import { providerNameRule } from '../../spec/rules.js';

/** Renames a provider of the project around the working directory. @throws CliError `refactor/…` */
export async function run(context: CommandContext, given: CommandLine): Promise<0 | 1 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = asker(context);
  const provider = await chosenProvider(project, given.arguments, 'rename-provider', ask);
  const { name } = provider;
  const others = model.providers.map((each) => each.name).filter((each) => each !== name);
  const now = await newName(
    given.arguments[1],
    { kind: 'provider', command: 'rename-provider', name, others, rule: providerNameRule },
    ask,
  );
  const isOwn = ownFiles(provider);
  const copy = await WorkingCopy.open(project, isOwn);
  const providerPaths = [...copy.texts.keys()].filter((path) => isOwn.test(path));
  const moves = new Map(providerPaths.map((path) => [path, movedPath(path, name, now)]));
  copy.rewrite(placesOf(model, provider, now), { symbols: [], moves });
  copy.edit(PROVIDERS, (text) => withKey(text, name, now));
  copy.edit(README, (text) => changeProviderRow(text, name, now));
  // The name of the server in Claude Code is that of its entry, which is renamed above.
  if (entriesOf(model, name).some(({ keys }) => keys.at(-1) === kebabCase(name)))
    for (const path of copy.texts.keys())
      copy.edit(path, (text) =>
        SOURCE.test(path)
          ? text
          : text.replaceAll(
              new RegExp(`(?<=\\bmcp__)${kebabCase(name)}(?=__|(?![\\w-]))`, 'g'),
              kebabCase(now),
            ),
      );
  const renamed = new Map<string, string>();
  for (const path of copy.texts.keys()) {
    const isCode = SOURCE.test(path);
    copy.edit(path, (text) =>
      (isCode ? text : withName(text, name, now)).replace(
        variablesOf(provider),
        (variable, test = '', rest: string) => {
          const other = `${test}${screamingCase(now)}_${rest}`;
          renamed.set(variable, other);
          return other;
        },
      ),
    );
  }
  const storesCredentials = entryText(provider, 'token_path') !== undefined;
  const isInBrowser = entryText(provider, 'callback_url') !== undefined;
  const signIn = projectCommands(project.packageManager).signIn(now);
  const variables = Array.from(renamed, (pair) => pair.join(' → '));
  return carryOutRefactoring(context, project, ask, {
    copy,
    question: `Rename ${name} to ${now}?`,
    done: `Renamed ${name} to ${now}`,
    name,
    deletes: false,
    notes: [
      ...(variables.length > 0
        ? [`Change these variables in .env and where the server runs: ${variables.join(', ')}.`]
        : []),
      ...(storesCredentials
        ? [`Users sign in again: their credentials were stored for "${name}".`]
        : []),
      `Over HTTP, the provider is at /${now}/mcp.`,
    ],
    next: storesCredentials ? [signInStep(signIn, isInBrowser, signInPlace(context))] : [],
    repeat: ['rename-provider', name, now],
    report: { name: now, variables: Object.fromEntries(renamed) },
  });
}

const movedPath = (path: string, name: string, now: string) =>
  path.replace(new RegExp(`^(src/providers/|tests/(?:snapshots/)?)${name}(?=[./])`), `$1${now}`);

/** Where the code and the configuration of a project name a provider. */
function placesOf(project: Project, provider: Provider, now: string): Splice[] {
  const { name, entry } = provider;
  const literals = [
    ...['auth', 'client', 'database', 'files'].flatMap((stem) =>
      (provider.module(`api/${stem}`)?.calls ?? []).flatMap((call) => call.arguments[0] ?? []),
    ),
    provider.module('mcp-instance')?.variables.find((each) => each.name === 'PROVIDER_NAME')?.init,
    ...project
      .modulesIn('tests')
      .flatMap((module) =>
        module.calls
          .filter((call) => /(^|\.)testProvider$/.test(call.name))
          .map((call) => project.resolved(module, call.arguments[1])?.expression),
      ),
  ];
  const quoted = literals.flatMap((each) => (each?.value === name ? [each.at] : []));
  const entries = entriesOf(project, name);
  const isNamed = (key: SourceRange) => unquoted(key) === kebabCase(name);
  return [
    ...quoted.map((at) => within(at, name, now)),
    ...(entry ? [within(entry.keyAt, name, now)] : []),
    ...entries
      .filter(({ key }) => isNamed(key))
      .map(({ key }) => within(key, kebabCase(name), kebabCase(now))),
  ];
}

const unquoted = ({ file, start, end }: SourceRange) =>
  file.text.slice(start, end).replace(/^["']|["']$/g, '');

/** The first occurrence of a name at a place. */
function within({ file, start, end }: SourceRange, name: string, now: string): Splice {
  const at = start + Math.max(0, file.text.slice(start, end).indexOf(name));
  return { path: file.path, start: at, end: at + name.length, text: now };
}

function withKey(text: string, name: string, now: string): string | undefined {
  const providers = parseTypeScript(text).getVariableDeclaration('providers');
  const object = objectIn(providers?.getInitializer());
  const property = object && propertyOf(object, name);
  if (!property || keyOf(property) !== name) return undefined;
  const at = property.getStart() + property.getText().indexOf(name);
  const key = isShorthand(property) ? `${now}: ${name}` : now;
  return text.slice(0, at) + key + text.slice(at + name.length);
}

/** Commands, paths and URLs that name the provider. */
const withName = (text: string, name: string, now: string): string =>
  text.replace(
    new RegExp(
      [
        `(?<=--(?:provider|name)[ =]|mcp-provider sign-in )${name}(?![\\w-])`,
        `(?<="--provider",\\s*")${name}(?=")`,
        `(?<="name":\\s*"--provider",\\s*"value":\\s*")${name}(?=")`,
        `(?<=src/providers/|tests/)${name}(?=[./])`,
        `(?<=/)${name}(?=/mcp\\b)`,
      ].join('|'),
      'g',
    ),
    now,
  );
