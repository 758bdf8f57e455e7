import { asUrl } from '../../model/as-url.js';
import type { AuthQuestion, AuthStyle } from '../../model/auth-style.js';
import type { AuthStyles } from '../../model/catalog.js';
import { at, type Questions } from '../../model/questions.js';
import type { AuthSpec } from '../../model/spec.js';
import { stylesFor } from '../flags/draft.js';
import { listOf } from '../flags/value.js';
import { asList, checkAuthSetting } from './checks.js';

/**
 * Which style, unless `stated` has one, and what that style needs beyond what is stated.
 * @param about the first choice, and the origin of the API
 */
export async function askAuth(
  questions: Questions,
  styles: AuthStyles,
  stated: Partial<AuthSpec> = {},
  { usual, origin }: { usual?: string | undefined; origin?: string | undefined } = {},
): Promise<AuthSpec> {
  const style =
    stated.style ??
    (await askStyle(questions, 'How are requests authenticated?', {
      styles,
      fitting: stylesFor(stated, styles),
      usual,
    }));
  const settings: AuthSpec = { ...stated, style };
  const description = Object.hasOwn(styles, style) ? styles[style] : undefined;
  for (const [index, question] of (description?.questions ?? []).entries()) {
    if (settings[question.key] !== undefined || question.when?.(settings) === false) continue;
    // A setting has a question for each place that it can mean, such as a header or the query.
    const keyQuestions = at(questions, `auth[${style}].${question.key}[${index}]`);
    const answer = await askSetting(keyQuestions, question, description, settings, origin);
    if (answer === '') continue;
    settings[question.key] = question.list ? listOf(answer) : answer;
  }
  return settings;
}

/** What a document states, which the summary shows; of another style, nothing is known. */
export async function askStatedAuth(
  questions: Questions,
  styles: AuthStyles,
  stated: AuthSpec,
): Promise<Partial<AuthSpec>> {
  const { style: initial } = stated;
  const fitting = Object.keys(styles);
  const style = await askStyle(questions, 'Sign-in', { styles, fitting, initial });
  return style === initial ? stated : { style };
}

const isPerCaller = (style: AuthStyle | undefined) =>
  style?.storesCredentials || style?.isPerCaller;

/** `fitting`: those that take what is stated already. */
async function askStyle(
  questions: Questions,
  message: string,
  {
    styles,
    fitting,
    initial,
    usual,
  }: {
    styles: AuthStyles;
    fitting: readonly string[];
    initial?: string;
    usual?: string | undefined;
  },
) {
  const [only, another] = fitting;
  if (only !== undefined && another === undefined) return only;
  // What most APIs need comes first; without a sign-in is last.
  const rank = (name: string) =>
    name === usual ? -1 : (isPerCaller(styles[name]) ? 0 : 2) + (styles[name]?.rare ? 1 : 0);
  const sorted = fitting.toSorted((a, b) => rank(a) - rank(b));
  return questions.choose({
    key: 'auth.style',
    message,
    choices: sorted.map((value) => ({ value, label: styles[value]?.label ?? value })),
    ...(initial !== undefined && { initial, derived: true }),
  });
}

function askSetting(
  questions: Questions,
  { key, ask, hint, initial, suggest, choices, optional, derived, list }: AuthQuestion,
  style: AuthStyle | undefined,
  settings: AuthSpec,
  origin: string | undefined,
): Promise<string> {
  const start = suggest?.(settings, origin) ?? initial;
  const first = { ...(start !== undefined && { initial: start }), ...(derived && { derived }) };
  if (choices) return questions.choose({ message: ask, choices, ...first });
  const check = style && checkAuthSetting(style, key);
  return questions.text({
    message: ask,
    ...first,
    ...(style?.settings.properties[key]?.format === 'uri' && { correct: asUrl }),
    ...(list && { correct: asList }),
    ...(hint !== undefined && { takenFor: () => hint }),
    check: (answer) => (optional && answer === '' ? undefined : check?.(answer)),
  });
}
