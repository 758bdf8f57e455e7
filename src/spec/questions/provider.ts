import { DEFAULT_KIND, type Kind, type KindSetting } from '../../model/kind.js';
import {
  kindNamed,
  type Kinds,
  type KindsAndStyles,
  kindStyles,
} from '../../model/kinds-and-styles.js';
import { screamingCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import { defaultDisplayName, type WrittenProvider } from '../defaults.js';
import type { ProviderDraft } from '../flags/draft.js';
import { hasKinds, settingsImpliedBy } from '../flags/table.js';
import { askAuth } from './auth.js';
import {
  type AnswerCheck,
  answerCheck,
  asName,
  asOneLine,
  checkDescription,
  checkDisplayName,
  checkProviderName,
  freeName,
} from './checks.js';
import { askDescriptions, askTools } from './tool.js';

/** Values that a document or a server suggests; the user may change them. */
export type Suggestions = Readonly<Record<string, string | undefined>>;

interface AskedProvider {
  stated: ProviderDraft;
  /** Suggestions by key of a spec: `name`, `baseUrl`. */
  suggested?: Suggestions;
  /** Whether its name is a separate question with an editable suggestion. */
  asksName?: boolean;
  /** False if its tools come from elsewhere. */
  asksTools?: boolean;
  /** Names of the project's providers. */
  takenNames?: readonly string[] | undefined;
}

/**
 * Asks for the missing parts of a provider. The authentication is asked for before settings that it
 * may imply, unless they imply it.
 */
export async function askProvider(
  questions: Questions,
  { kinds, styles }: KindsAndStyles,
  { stated, suggested = {}, asksName = false, asksTools = true, takenNames = [] }: AskedProvider,
): Promise<WrittenProvider> {
  const check = checkProviderName(takenNames);
  const typed =
    stated.name ?? (await (asksName ? askNewName : askName)(questions, check, suggested.name));
  const name = stated.name ?? asName(check)(typed);
  const isTitle = name !== typed && checkDisplayName(typed) === undefined;
  const displayName =
    stated.displayName ??
    (await questions.text({
      key: 'displayName',
      message: 'Display name',
      initial:
        suggested.displayName ??
        (isTitle ? typed : defaultDisplayName({ name, auth: stated.auth }, styles)),
      isDerived: true,
      check: checkDisplayName,
    }));
  const kindName = stated.kind ?? kindWith(stated, kinds) ?? (await askKind(questions, kinds));
  const kind = kindNamed(kindName, kinds);
  const description =
    stated.description ??
    (await questions.text({
      key: 'description',
      message: 'Description for models, in a sentence (empty: none)',
      initial: suggested.description ?? '',
      isDerived: true,
      correct: asOneLine,
      check: (text) => (text === '' ? undefined : checkDescription(text)),
    }));
  const availableStyles = kindStyles(kind, styles);
  const answers: Readonly<Record<string, unknown>> = { ...stated };
  const { authFor } = kind.contract ?? {};
  const first = authFor ? await askSettings(questions, kind, answers, suggested) : {};
  const style = authFor?.(first);
  const statedAuth = { ...(style && { style }), ...stated.auth };
  const origin = urlOrigin(answers.baseUrl);
  const auth = await askAuth(questions, availableStyles, statedAuth, {
    suggestedStyle: suggested.auth,
    origin,
  });
  const settings = authFor
    ? first
    : await askSettings(questions, kind, answers, {
        ...suggested,
        ...settingsImpliedBy(auth, availableStyles),
      });
  const tools =
    stated.tools.length > 0 || !asksTools
      ? await askDescriptions(questions, stated.tools)
      : await askTools(questions, { name, kind, baseUrl: baseUrlIn(settings) });
  return {
    ...stated,
    name,
    ...(kindName !== DEFAULT_KIND && { kind: kindName }),
    displayName,
    ...(description !== '' && { description }),
    ...settings,
    auth,
    tools,
  };
}

const urlOrigin = (url: unknown) =>
  typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined;

const baseUrlIn = ({ baseUrl }: Readonly<Record<string, unknown>>) =>
  typeof baseUrl === 'string' ? baseUrl : undefined;

async function askSettings(
  questions: Questions,
  kind: Kind,
  knownSettings: Readonly<Record<string, unknown>>,
  impliedSettings: Suggestions,
): Promise<Record<string, unknown>> {
  const settings: Record<string, unknown> = {};
  for (const setting of kind.spec.settings) {
    const { key } = setting;
    settings[key] =
      knownSettings[key] ?? (await askSetting(questions, setting, impliedSettings[key]));
  }
  return settings;
}

/** Returns the only kind that has a stated setting. */
function kindWith(statedSettings: object, kinds: Kinds): string | undefined {
  const matchingKinds = Object.entries(kinds).filter(([, { spec }]) =>
    spec.settings.some(({ key }) => key in statedSettings),
  );
  return matchingKinds.length === 1 ? matchingKinds[0]?.[0] : undefined;
}

async function askKind(questions: Questions, kinds: Kinds): Promise<string> {
  if (!hasKinds(kinds)) return DEFAULT_KIND;
  return questions.choose({
    key: 'kind',
    message: 'What does it connect to?',
    choices: Object.entries(kinds).map(([value, { label }]) => ({ value, label })),
    initial: DEFAULT_KIND,
  });
}

/** Asks for a setting of a kind. With `impliedValue`, that is the answer unless the user changes it. */
export function askSetting(
  questions: Questions,
  { key, name, question, schema, check, correct }: KindSetting,
  impliedValue?: string,
): Promise<string> {
  return questions.text({
    key,
    message: impliedValue === undefined ? `${question}, such as ${schema.examples[0]}` : question,
    ...(impliedValue !== undefined && { initial: impliedValue, isDerived: true }),
    ...(correct && { correct }),
    check: answerCheck(`The ${name}`, check),
  });
}

/** Asks for the name of a provider that the user describes manually. */
function askNewName(questions: Questions, check: AnswerCheck, suggestedName?: string) {
  const unusedName = freeName(suggestedName, check);
  return questions.text({
    key: 'name',
    message: 'Provider name',
    ...(unusedName !== undefined && { initial: unusedName }),
    ...nameAnswer(check, unusedName),
  });
}

const askName = (questions: Questions, check: AnswerCheck, initial?: string) =>
  questions.text({
    key: 'name',
    message: initial === undefined ? 'Name, such as Acme Chat' : 'Name',
    ...(initial !== undefined && check(initial) === undefined && { initial, isDerived: true }),
    ...nameAnswer(check, initial),
  });

/** Leaves an answer as it was typed, since "Räume & Co" is a title, too, and shows below it the name that it becomes. */
const nameAnswer = (check: AnswerCheck, initial = '') => ({
  interpret(text: string) {
    const name = asName(check)(text || initial);
    return check(name) === undefined
      ? `${name}: the folder, the key in provider-config.yaml, and ${screamingCase(name)}_ before its variables.`
      : undefined;
  },
  check: (text: string) => check(asName(check)(text)),
});
