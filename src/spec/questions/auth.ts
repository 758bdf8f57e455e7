import { onlyItem } from '../../../runtime/src/utils/only-item.js';
import { asUrl } from '../../model/as-url.js';
import { type AuthQuestion, type AuthStyle, identifiesUsers } from '../../model/auth-style.js';
import type { AuthStyles } from '../../model/kinds-and-styles.js';
import { type Questions, questionsAt } from '../../model/questions.js';
import type { AuthSpec } from '../../model/spec.js';
import { stylesFor } from '../flags/draft.js';
import { wordsIn } from '../flags/value.js';
import { asList, checkAuthSetting } from './checks.js';

/**
 * Asks for the auth style, unless `statedAuth` has one, and for the missing settings of the style.
 * @param suggestedStyle the style that is the first choice
 * @param origin of the API
 */
export async function askAuth(
  questions: Questions,
  styles: AuthStyles,
  statedAuth: Partial<AuthSpec> = {},
  {
    suggestedStyle,
    origin,
  }: { suggestedStyle?: string | undefined; origin?: string | undefined } = {},
): Promise<AuthSpec> {
  const style =
    statedAuth.style ??
    (await askStyle(questions, 'How are requests authenticated?', {
      styles,
      fitting: stylesFor(statedAuth, styles),
      suggestedStyle,
    }));
  const settings: AuthSpec = { ...statedAuth, style };
  const description = Object.hasOwn(styles, style) ? styles[style] : undefined;
  for (const [index, question] of (description?.questions ?? []).entries()) {
    if (settings[question.key] !== undefined || question.when?.(settings) === false) continue;
    // A setting has a question for each place that it can have, such as a header or the query.
    const keyQuestions = questionsAt(questions, `auth[${style}].${question.key}[${index}]`);
    const answer = await askSetting(keyQuestions, question, description, settings, origin);
    if (answer === '') continue;
    settings[question.key] = question.list ? wordsIn(answer) : answer;
  }
  return settings;
}

/** Offers the sign-in that a document states in the summary. For another style, no settings are known. */
export async function askStatedAuth(
  questions: Questions,
  styles: AuthStyles,
  statedAuth: AuthSpec,
): Promise<Partial<AuthSpec>> {
  const { style: initial } = statedAuth;
  const allStyles = Object.keys(styles);
  const style = await askStyle(questions, 'Sign-in', { styles, fitting: allStyles, initial });
  return style === initial ? statedAuth : { style };
}

/** Asks for a style. @param fitting styles that have all stated settings */
async function askStyle(
  questions: Questions,
  message: string,
  {
    styles,
    fitting,
    initial,
    suggestedStyle,
  }: {
    styles: AuthStyles;
    fitting: readonly string[];
    initial?: string;
    suggestedStyle?: string | undefined;
  },
) {
  const onlyStyle = onlyItem(fitting);
  if (onlyStyle !== undefined) return onlyStyle;
  // The style of most APIs is first; no sign-in is last.
  const rank = (name: string) => {
    const style = styles[name];
    if (name === suggestedStyle || !style) return -1;
    return (identifiesUsers(style) ? 0 : 2) + (style.rare ? 1 : 0);
  };
  const sortedStyles = fitting.toSorted((a, b) => rank(a) - rank(b));
  return questions.choose({
    key: 'auth.style',
    message,
    choices: sortedStyles.map((value) => ({ value, label: styles[value]?.label ?? value })),
    ...(initial !== undefined && { initial, isDerived: true }),
  });
}

function askSetting(
  questions: Questions,
  { key, ask, hint, initial, suggest, choices, optional, isDerived, list }: AuthQuestion,
  style: AuthStyle | undefined,
  settings: AuthSpec,
  origin: string | undefined,
): Promise<string> {
  const start = suggest?.(settings, origin) ?? initial;
  const first = {
    ...(start !== undefined && { initial: start }),
    ...(isDerived && { isDerived }),
  };
  if (choices) return questions.choose({ message: ask, choices, ...first });
  const check = style && checkAuthSetting(style, key);
  return questions.text({
    message: ask,
    ...first,
    ...(style?.settings.properties[key]?.format === 'uri' && { correct: asUrl }),
    ...(list && { correct: asList }),
    ...(hint !== undefined && { interpret: () => hint }),
    check: (answer) => (optional && answer === '' ? undefined : check?.(answer)),
  });
}
