import { kindNamed, stylesOf, type Catalog, type Kinds } from '../../model/catalog.js';
import { DEFAULT_KIND, type Kind, type KindSetting } from '../../model/kind.js';
import type { Questions } from '../../model/questions.js';
import type { AnswerCheck } from './checks.js';
import { answerCheck, checkDescription, checkDisplayName, checkProviderName } from './checks.js';
import type { WrittenProvider } from '../defaults.js';
import { displayNameOf } from '../defaults.js';
import type { ProviderDraft } from '../flags/draft.js';
import { hasKinds, impliedBy } from '../flags/table.js';
import { askAuth } from './auth.js';
import { askDescriptions, askTools } from './tool.js';

/**
 * Asks for what `stated` does not contain; for the authentication before the settings that it may imply, unless they imply it.
 * @param suggestedName of the provider, such as the directory's
 * @param taken the providers that the project has
 */
export async function askProvider(
  questions: Questions,
  { kinds, styles }: Catalog,
  stated: ProviderDraft,
  suggestedName: string,
  taken: readonly string[] = [],
): Promise<WrittenProvider> {
  const name =
    stated.name ??
    (await askText(questions, 'Provider name', checkProviderName(taken), suggestedName));
  const displayName =
    stated.displayName ??
    (await askText(questions, 'Display name', checkDisplayName, displayNameOf(name)));
  const kindName = stated.kind ?? kindWith(stated, kinds) ?? (await askKind(questions, kinds));
  const kind = kindNamed(kindName, kinds);
  const description =
    stated.description ??
    (await askText(questions, `What ${displayName} is for, in a sentence`, checkDescription));
  const fitting = stylesOf(kind, styles);
  const known: Readonly<Record<string, unknown>> = { ...stated };
  const { authFor } = kind;
  const first = authFor ? await askSettings(questions, kind, known) : {};
  const style = authFor?.(first);
  const auth = await askAuth(questions, fitting, { ...(style && { style }), ...stated.auth });
  const settings = authFor
    ? first
    : await askSettings(questions, kind, known, impliedBy(auth, fitting));
  const tools =
    stated.tools.length > 0
      ? await askDescriptions(questions, stated.tools)
      : await askTools(questions, { name, kind }, []);
  return {
    ...stated,
    name,
    ...(kindName !== DEFAULT_KIND && { kind: kindName }),
    displayName,
    description,
    ...settings,
    auth,
    tools,
  };
}

async function askSettings(
  questions: Questions,
  kind: Kind,
  known: Readonly<Record<string, unknown>>,
  implied: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const settings: Record<string, unknown> = {};
  for (const setting of kind.settings) {
    const { key } = setting;
    settings[key] = known[key] ?? (await askSetting(questions, setting, implied[key]));
  }
  return settings;
}

/** The only kind that has a stated setting. */
function kindWith(stated: object, kinds: Kinds): string | undefined {
  const fitting = Object.entries(kinds).filter(([, { settings }]) =>
    settings.some(({ key }) => key in stated),
  );
  return fitting.length === 1 ? fitting[0]?.[0] : undefined;
}

async function askKind(questions: Questions, kinds: Kinds): Promise<string> {
  if (!hasKinds(kinds)) return DEFAULT_KIND;
  return questions.choose({
    message: 'What does it connect to?',
    choices: Object.entries(kinds).map(([value, { label }]) => ({ value, label })),
    initial: DEFAULT_KIND,
  });
}

function askSetting(
  questions: Questions,
  { name, question, schema, check }: KindSetting,
  implied: string | undefined,
): Promise<string> {
  const message = implied === undefined ? `${question}, such as ${schema.examples[0]}` : question;
  return askText(questions, message, answerCheck(`The ${name}`, check), implied);
}

const askText = (questions: Questions, message: string, check: AnswerCheck, initial?: string) =>
  questions.text({ message, check, ...(initial !== undefined && { initial }) });
